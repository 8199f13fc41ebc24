/// A name of an app as `renga domains` shows it.
package struct DomainSummary: Hashable, Sendable, Codable {
    package var host: String
    /// One that was added; false for the name that every app has.
    package var custom: Bool
    /// `CNAME`, or `ALIAS or ANAME` where the DNS allows no CNAME; nil where nothing is to be set.
    package var recordType: String?
    /// What the record points to.
    package var target: String?

    package init(host: String, custom: Bool, recordType: String? = nil, target: String? = nil) {
        self.host = host
        self.custom = custom
        self.recordType = recordType
        self.target = target
    }
}
