/// The places and variables that every build step and every dyno finds.
package enum BuildEnvironment {
    package static let app = "/app"
    /// Under it one directory for each cache that a step names; `$CACHE_DIR`.
    package static let caches = "/cache"

    /// What is set before a buildpack's own variables. `$PORT` and `$DYNO` exist in dynos only.
    package static func base(stack: String) -> [(name: String, value: String)] {
        [
            ("HOME", app), ("LANG", "C.UTF-8"), ("PATH", "/usr/local/bin:/usr/bin:/bin"), ("STACK", stack),
        ]
    }
}
