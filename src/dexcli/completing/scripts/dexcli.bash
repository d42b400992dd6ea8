# Completion of dexcli for bash; made by `dexcli completion bash`.

_dexcli() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <(command dexcli complete-words bash "$COMP_TYPE" "${COLUMNS:-80}" "$2" \
        "${COMP_LINE:0:$COMP_POINT}" 2>/dev/null </dev/null)
    case ${COMPREPLY[0]-} in
        :files)
            COMPREPLY=()
            if type compopt >/dev/null 2>&1; then
                compopt -o default +o nospace
            else
                while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$2")
            fi
            ;;
        :folders)
            COMPREPLY=()
            if type compopt >/dev/null 2>&1; then
                compopt -o dirnames +o nospace
            else
                while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$2")
            fi
            ;;
    esac
}
complete -o nospace -F _dexcli dexcli
