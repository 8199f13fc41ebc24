/// The release that an app's declared jobs are part of.
package struct CronSource: Sendable, Hashable {
    package let deploy: Int64
    package let slug: String?
    /// When it was released; microseconds since 1970.
    package let since: Int64
}
