/// How a process type's line is run: by bash in `/app`, after the slug's `.profile.d` scripts and its `.profile`.
package enum DynoCommand {
    /// The line arrives as an argument, so that nothing in it can change this text.
    private static let preamble = """
        for __renga in .profile.d/*.sh; do [ -r "$__renga" ] && . "./$__renga"; done
        unset __renga
        [ -r .profile ] && . ./.profile

        """

    package static func arguments(_ line: String) -> [String] { words("exec /bin/bash -c \"$1\"", line) }

    /// In front of a terminal, whose session leader this is: it stays, takes what Ctrl-C sends to the command beside it, and ends
    /// as the command does.
    package static func atTerminal(_ line: String) -> [String] {
        words("trap : HUP INT QUIT TERM\n/bin/bash -c \"$1\"\nexit \"$?\"", line)
    }

    private static func words(_ last: String, _ line: String) -> [String] { ["/bin/bash", "-c", preamble + last, "renga", line] }
}
