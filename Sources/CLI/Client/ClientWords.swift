import Model

/// What the client on the caller's own machine says before the command: `--client`, `--client=colour,app=shop`.
package struct ClientWords: Hashable, Sendable {
    /// The caller's standard output is a terminal that shows colours.
    package var isColoured = false
    /// How wide the caller's terminal is, where it is narrow.
    package var columns: Int?
    /// The app of the caller's checkout, for a command that names none.
    package var app: AppName?
    /// Two apps that the remotes of the caller's checkout name, of which none is chosen; empty where it is clear.
    package var apps: [AppName] = []

    /// Takes the client's word, which is the first, if it is there.
    static func take(from words: inout [String]) throws(Failure) -> ClientWords? {
        guard let first = words.first, first == "--client" || first.hasPrefix("--client=") else { return nil }
        words.removeFirst()
        var client = ClientWords()
        for part in first.dropFirst("--client=".count).split(separator: ",") {
            if part == "colour" {
                client.isColoured = true
            } else if part.hasPrefix("columns="), let columns = Int(part.dropFirst("columns=".count)), (1...10_000).contains(columns) {
                client.columns = columns
            } else if part.hasPrefix("app=") {
                client.app = try Arguments.appName(String(part.dropFirst("app=".count)))
            } else if part.hasPrefix("apps=") {
                client.apps = part.dropFirst("apps=".count).split(separator: "+").compactMap { AppName(String($0)) }
            } else {
                throw Failure(
                    .invalid,
                    "this machine does not know the client's word `\(part)`",
                    hint: "get its own client: ssh git@HOST client > renga"
                )
            }
        }
        return client
    }
}
