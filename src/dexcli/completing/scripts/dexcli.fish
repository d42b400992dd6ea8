# Completion of dexcli for fish; made by `dexcli completion fish`.

function __dexcli_complete
    set -l typed (commandline -ct)
    set -l answer (command dexcli complete-words fish (commandline -opc) "$typed" 2>/dev/null </dev/null)
    set -l option (string match -r -- '^-[^=]*=' "$typed")
    set -l path (string replace -- "$option" '' "$typed")
    switch "$answer[1]"
        case :files
            printf '%s\n' "$option"(__fish_complete_path "$path")
        case :folders
            printf '%s\n' "$option"(__fish_complete_directories "$path" '')
        case '*'
            printf '%s\n' $answer
    end
end

complete -c dexcli -e
complete -c dexcli -f -k -a '(__dexcli_complete)'
