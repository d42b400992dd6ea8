#compdef dexcli
# Completion of dexcli for zsh; made by `dexcli completion zsh`.

_dexcli() {
    local line state
    local -a answer fields open_words open_shown ended_words ended_shown
    answer=("${(@f)$(command dexcli complete-words zsh "${(@Q)words[1,CURRENT-1]}" \
        "$QIPREFIX$PREFIX" 2>/dev/null </dev/null)}")
    [[ $answer[1] == :(files|folders) && $PREFIX == -*=* ]] && compset -P '*='
    case $answer[1] in
        :files) _files; return ;;
        :folders) _files -/; return ;;
        :others)  # none begins with what is typed: it stays until one is chosen
            [[ $compstate[insert] == *unambiguous* ]] && compstate[insert]='' compstate[list]=list
            ;;
    esac
    for line in "${(@)answer[2,-1]}"; do
        fields=("${(@ps:\t:)line}")
        if [[ $fields[1] == + ]]; then
            open_words+=("$fields[2]")
            open_shown+=("$fields[3]")
        else
            ended_words+=("$fields[2]")
            ended_shown+=("$fields[3]")
        fi
    done
    (( $#open_words + $#ended_words )) || return 1
    (( $#ended_words )) && compadd -U -l -V dexcli -d ended_shown -a -- ended_words
    (( $#open_words )) && compadd -U -l -V dexcli-open -S '' -d open_shown -a -- open_words
    return 0
}

if [[ $funcstack[1] == _dexcli ]]; then
    _dexcli "$@"
elif (( $+functions[compdef] )); then
    compdef _dexcli dexcli
fi
