extension MirrorKind {
    /// Debian's repository of jars, and its Gradle as a wrapper loads it. Maven is led there by its settings, the others by their apps.
    static let maven = MirrorKind(
        name: "maven",
        apps: ["samples/java", "samples/gradle", "samples/clojure"],
        environment: ["MAVEN_SETTINGS_URL": "$URL/settings.xml"]
    )
}
