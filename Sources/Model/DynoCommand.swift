/// How a process type's line is run: by bash in `/app`, after the slug's `.profile.d` scripts and its `.profile`.
package enum DynoCommand {
    /// The line arrives as an argument, so that nothing in it can change this text.
    private static let preamble = """
        for __renga in .profile.d/*.sh; do [ -r "$__renga" ] && . "./$__renga"; done
        unset __renga
        [ -r .profile ] && . ./.profile
        exec /bin/bash -c "$1"
        """

    package static func arguments(_ line: String) -> [String] { ["/bin/bash", "-c", preamble, "renga", line] }
}
