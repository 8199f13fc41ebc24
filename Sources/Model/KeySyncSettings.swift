/// Where a team's keys come from, beside those that are added by hand.
package struct KeySyncSettings: Hashable, Sendable, Codable {
    /// The absolute path of a file; empty: none.
    package var file = ""
    /// A command line that prints them; empty: none. It is split into words as a shell does it, and given to none.
    package var command = ""
    /// Between two looks; 0: whenever somebody asks for one.
    package var minutes = 60
    /// A look that takes longer is given up.
    package var secondsMax = 30

    package init() {}

    package var isSet: Bool { !file.isEmpty || !command.isEmpty }
}
