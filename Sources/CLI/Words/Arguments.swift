import Model

/// The words after a command, taken apart as its declaration says.
package struct Arguments: Sendable, Hashable {
    package var operands: [String] = []
    var flags: Set<String> = []
    var values: [String: String] = [:]

    package func has(_ option: Option) -> Bool { flags.contains(option.name) }
    package func value(_ option: Option) -> String? { values[option.name] }

    /// The app that `--app` names; nil where it is not given.
    package func app() throws(Failure) -> AppName? {
        guard let text = value(.app) else { return nil }
        return try Self.appName(text)
    }

    /// The same with the first operand as the app.
    func taking(_ app: AppName) -> Arguments {
        var copy = self
        copy.operands.removeFirst()
        copy.values[Option.app.name] = app.text
        return copy
    }

    /// The app that `--app` or the first operand names.
    package func appOrOperand() throws(Failure) -> AppName? {
        guard let text = operands.first else { return try app() }
        let positional = try Self.appName(text)
        if let named = try app(), named != positional {
            throw Failure(.invalid, "two apps are named: `\(positional)` and `\(named)`", hint: "name one")
        }
        return positional
    }

    package static func appName(_ text: String) throws(Failure) -> AppName {
        guard let name = AppName(text) else {
            let near = AppName.near(text).map { "did you mean `\($0)`? " } ?? ""
            throw Failure(.invalid, "`\(text)` cannot be an app's name", hint: "\(near)a name has \(AppName.rule)")
        }
        return name
    }
}
