extension Configuration {
    /// Apps that are made of branches, and go with them.
    package struct PreviewLimits: Hashable, Sendable, Codable {
        /// Of one app at once; 0: there are none.
        package var perAppMax = 10
        /// Since the last push; 0: however long.
        package var daysMax = 30
        /// Of app.json's `pr-predestroy`.
        package var predestroySecondsMax = 300
        package init() {}
    }
}
