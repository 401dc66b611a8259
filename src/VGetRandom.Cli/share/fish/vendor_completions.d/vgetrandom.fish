# Completion of vgetrandom for fish. The program itself says what may come next; it is the one that
# PATH finds, never a path that is just being typed.

function __vgetrandom_complete
    set -l before (commandline -opc)
    set -e before[1]
    set -l typed (commandline -ct)
    set -l word (string trim --left --chars '"\'' -- "$typed")
    for line in (command vgetrandom complete --described -- $before "$word" 2>/dev/null)
        if test "$line" != '<FILE>'
            printf '%s\n' $line
            continue
        end

        # Of --output=FILE only what follows the sign is the file.
        set -l option (string match --regex -- '^--[^=]*=' $typed)
        set -l path (string replace --regex -- '^--[^=]*=' '' $typed)
        for file in (__fish_complete_path "$path")
            printf '%s\n' "$option$file"
        end
    end
end

complete --command vgetrandom --no-files --arguments '(__vgetrandom_complete)'
