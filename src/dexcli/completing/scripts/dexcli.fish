# Completion of dexcli for fish; made by `dexcli completion fish`.

function __dexcli_complete
    set -l typed (commandline -ct)
    set -l answer (command dexcli complete-words fish (commandline -opc) "$typed" 2>/dev/null </dev/null)
    switch "$answer[1]"
        case :files
            __fish_complete_path "$typed"
        case :folders
            __fish_complete_directories "$typed" ''
        case '*'
            printf '%s\n' $answer
    end
end

complete -c dexcli -e
complete -c dexcli -f -k -a '(__dexcli_complete)'
