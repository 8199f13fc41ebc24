/// What a shell is to ask for where a command takes such a word.
enum CompletionList: String {
    case types, dynos
    /// Either of them.
    case both
    /// A process type with an amount behind it, such as `web=2`.
    case amounts

    /// - Parameter text: the word that stands for a value in the help, or all that it says of operands; nil: nothing is known of it.
    static func of(_ text: String) -> CompletionList? {
        if text.contains("TYPE=") { return .amounts }
        if text.contains("TYPE|DYNO") { return .both }
        if text.contains("DYNO") { return .dynos }
        return text == "TYPE" ? .types : nil
    }

    var inFish: String {
        switch self {
        case .types, .dynos: "(__renga_list \(rawValue))"
        case .both: "(__renga_list types; __renga_list dynos)"
        case .amounts: "(__renga_list types | string replace -r '$' '=')"
        }
    }
}
