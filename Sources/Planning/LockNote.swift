import Model

/// What whoever holds an app's lock has written into it, for those who wait: `key 3 since TIME`, a push; `ada, config since TIME`.
///
/// The git user can write anything there: what has another form is shown as it is.
package struct LockNote: Hashable, Sendable {
    /// Of who pushes.
    package let key: Int64?
    /// In the form of a log's times.
    package let since: String?
    private let text: String

    package init(_ text: String?) {
        self.text = text ?? "somebody"
        let parts = self.text.components(around: " since ")
        since = parts?.after
        key = parts.flatMap { $0.before.hasPrefix("key ") ? Int64($0.before.dropFirst("key ".count)) : nil }
    }

    /// `Waiting for ada's push to shop, begun 3s ago...`
    ///
    /// - Parameters:
    ///   - owner: of the key; nil: not known.
    ///   - age: seconds since then; nil: not known.
    package func words(of app: AppName, owner: String?, age: Int64?) -> String {
        if let owner, let age, key != nil {
            return "Waiting for \(owner)'s push to \(app), begun \(Quantity.rounded(seconds: max(age, 0))) ago..."
        }
        guard let age, key == nil, let before = text.components(around: " since ")?.before else {
            return "Waiting for another deploy of \(app) (\(text)) to finish..."
        }
        let parts = before.components(around: ", ")
        let what = parts.map { "\($0.before)'s \($0.after)" } ?? before
        return "Waiting for \(what) of \(app), begun \(Quantity.rounded(seconds: max(age, 0))) ago..."
    }
}

extension String {
    /// What stands before the last place of a text, and after it; nil: it is not there.
    fileprivate func components(around text: String) -> (before: String, after: String)? {
        guard let place = ranges(of: text).last else { return nil }
        return (String(self[..<place.lowerBound]), String(self[place.upperBound...]))
    }
}
