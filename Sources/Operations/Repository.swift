import Glibc
import Linux
import Model

/// An app's bare repository on disk.
struct Repository {
    private let platform: Platform

    init(_ platform: Platform) { self.platform = platform }

    /// Makes the repository in a folder of its own and moves it into place: it is there whole or not at all.
    func make(_ app: AppName) throws {
        let path = platform.root.repository(app)
        guard !Files.exists(path) else {
            throw Failure(
                .conflict,
                "\(path) is there already, though no app has this name",
                hint: "move it out of the way and try again"
            )
        }
        let temporary = "\(platform.root.repositories)/.new-\(app).git"
        try Files.removeTree(temporary)
        try Command("/usr/bin/git", ["init", "--quiet", "--bare", "--initial-branch=main", "--template=", temporary])
            .check()
        try configure(temporary)
        try Files.makeDirectory(temporary + "/hooks")
        for hook in ["pre-receive", "post-receive"] {
            try Files.link("\(temporary)/hooks/\(hook)", to: "../../../bin/renga-hooks")
        }
        try give(temporary, to: platform.configuration.users.git)
        // The build logs are the builder's to write and everybody's to read.
        try Files.makeDirectory(temporary + "/builds")
        try Files.rename(temporary, to: path)
        try Files.syncDirectory(platform.root.repositories)
    }

    private func configure(_ path: String) throws {
        let settings = [
            "receive.fsckObjects=false", "receive.denyNonFastForwards=false", "receive.denyDeletes=false",
            "receive.maxInputSize=\(platform.configuration.build.checkoutBytesMax * 2)", "gc.auto=512",
            "gc.autoDetach=true", "receive.autogc=false",
            // A power cut right after a push finds the ref and its objects where the ledger says that they are.
            "core.fsync=committed,loose-object,reference",
            "core.sharedRepository=0644",
        ]
        for setting in settings {
            let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
            try Command("/usr/bin/git", ["config", "--file", path + "/config", parts[0], parts[1]]).check()
        }
    }

    private func give(_ path: String, to user: String) throws {
        try Command("/usr/bin/chown", ["-R", "-h", user, path]).check()
    }
}
