import Glibc
import Linux

extension SampleApp {
    /// A second developer's repository of the same app.
    convenience init(cloning source: SampleApp) throws {
        let directory = "/var/tmp/renga-e2e/clone-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Command("/usr/bin/git", ["clone", "-q", source.directory, directory]).check()
        self.init(at: directory)
        try git("config", "user.name", "Bob")
        try git("config", "user.email", "bob@example.com")
    }
}
