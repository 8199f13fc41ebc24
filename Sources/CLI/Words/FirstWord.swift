import Model

/// What the first word of a command is that is no option, where no `--app` is given: a word of the command's own or, in Dokku's form
/// (`ps:scale flasky web=2`), the app. A word never stands for another app than the one that is meant anyway: where both could be,
/// the person says it.
enum FirstWord: Hashable {
    case own
    case app
    /// An app that there is, which is not the one that the checkout or the environment names.
    case other(than: AppName)

    /// - Parameters:
    ///   - count: how many such words there are.
    ///   - known: the app that is meant without the word; nil: none is.
    ///   - isApp: whether the word names an app that the person may see; asked only where it matters, as the next one.
    ///   - isTypeOfKnown: whether the word is a process type of the app that is known.
    static func of(
        _ word: String,
        in declaration: Declaration,
        count: Int,
        known: () throws(Failure) -> AppName?,
        isApp: (AppName) -> Bool,
        isTypeOfKnown: (AppName) -> Bool
    ) throws(Failure) -> FirstWord {
        // One word more than the command has room for can be none of its own.
        let isTooMany = declaration.takesApp && count == declaration.operandsMax.addingReportingOverflow(1).partialValue
        // With fewer there would be nothing left of the command.
        let mayBe = declaration.takesAppFirst || isTooMany || (declaration.needsApp && count > declaration.operandsMin)
        guard mayBe, let app = AppName(word), isApp(app) else { return .own }
        guard let known = try known() else { return .app }
        if known == app || isTooMany || declaration.takesAppFirst {
            if !isTooMany, isTypeOfKnown(known) { return .own }
            return known == app ? .app : .other(than: known)
        }
        // The command's own words come first where the app is known.
        return .own
    }
}
