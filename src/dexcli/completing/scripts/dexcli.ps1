# Completion of dexcli for PowerShell; made by `dexcli completion powershell`.

Register-ArgumentCompleter -Native -CommandName dexcli -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($null -ne $_.Value) { "$($_.Value)" } else { $_.Extent.Text } })
    $program = Get-Command -Name dexcli -CommandType Application -ErrorAction SilentlyContinue |
        Select-Object -First 1
    if ($null -eq $program) { return }
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $env:DEXCLI_COMPLETE_WORDS = (@($words) + "$wordToComplete" -replace "[\r\n]", " ") -join "`n"
        $answer = @(& $program.Source complete-words powershell 2>$null)
    } finally {
        [Console]::OutputEncoding = $encoding
        Remove-Item Env:DEXCLI_COMPLETE_WORDS -ErrorAction SilentlyContinue
    }
    if ($answer.Count -and $answer[0].StartsWith(':')) {
        [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
        return
    }
    foreach ($line in $answer) {
        $word, $shown, $told = $line.Split("`t", 3)
        [System.Management.Automation.CompletionResult]::new($word, $shown, 'ParameterValue', $told)
    }
}
