import Model

/// The config vars of an app as people edit them: a first line that says of which release they are, and a line for each.
struct EditedConfig: Hashable {
    let app: AppName
    let version: Int
    let vars: [String: String]

    init(app: AppName, version: Int, vars: [String: String]) {
        (self.app, self.version, self.vars) = (app, version, vars)
    }

    private static let start = "# Config vars of "

    var text: String {
        let lines = vars.sorted { $0.key < $1.key }.map { EnvFile.line($0.key, $0.value) }
        return
            ([
                "\(Self.start)\(app), v\(version). Leave this line: it tells what somebody else has changed meanwhile.",
                "# A line that you take out is a config var that goes. Values may be in quotes, and then have several lines.",
            ] + lines).map { $0 + "\n" }.joined()
    }

    /// Reads what somebody has edited.
    init(_ bytes: [UInt8], of app: AppName) throws(Failure) {
        let (named, version) = try Self.head(bytes)
        guard named == app.text else {
            throw Failure(.invalid, "these are the config vars of `\(named)`, and not of `\(app)`", hint: "nothing was set")
        }
        self.init(app: app, version: version, vars: try EnvFile.read(bytes, file: "the text"))
    }

    private static func head(_ bytes: [UInt8]) throws(Failure) -> (app: String, version: Int) {
        let first = String(decodingText: Array(bytes.prefix { $0 != ASCII.lineFeed }))
        if first.hasPrefix(start) {
            let parts = first.dropFirst(start.count).prefix { $0 != "." }.split(separator: ",")
            let number = parts.count > 1 ? parts[1].split(separator: " ").first?.dropFirst() : nil
            if let number, let version = Int(number) { return (String(parts[0]), version) }
        }
        throw Failure(
            .invalid,
            "the first line is not there any more: it says of which release these config vars are",
            hint: "`\(start)APP, vN.` is how it begins; nothing was set"
        )
    }
}
