import Linux
import Testing

/// Headings that scripts and people search for are Heroku's to the letter, in the pages that pushers read.
@Suite("Headings of a push") struct HeadingTests {
    private static let pages = #filePath.replacing("/BuilderTests/HeadingTests.swift", with: "/Golden/transcript")

    /// Trailing blanks are git's.
    private func lines(_ page: String) throws -> [String] {
        try Files.text("\(Self.pages)/\(page).txt").split(separator: "\n").map(String.init)
    }

    @Test(arguments: [
        ("first-push", "remote: -----> Verse app detected"), ("first-push", "remote: -----> Discovering process types"),
        ("first-push", "remote:        Procfile declares types     -> (none)"),
        ("first-push", "remote:        Default types for buildpack -> web"), ("first-push", "remote: -----> Compressing..."),
        ("first-push", "remote:        Done: SIZE"), ("first-push", "remote: -----> Launching..."),
        ("first-push", "remote:        Released v3"), ("first-push", "remote: Verifying deploy... done."),
        ("first-push", "remote: -----> Determining which buildpack to use for this app"),
        ("one-line-change", "remote: -----> Using buildpack: verse"), ("two-buildpacks", "remote: -----> Using buildpacks:"),
        ("two-buildpacks", "remote:        1. margin"),
        ("two-buildpacks", "remote:        2. verse"), ("two-buildpacks", "remote: -----> Margin app detected"),
        ("two-buildpacks", "remote: -----> Verse app detected"), ("redeploy", "-----> Launching..."),
        ("redeploy", "Verifying deploy... done."),
    ])
    func `are a line of their own`(_ page: String, _ heading: String) throws {
        #expect(try lines(page).contains(heading), "\(page)")
    }

    @Test(arguments: [
        ("first-push", "remote: -----> Building on the "), ("failing-step", "remote:  !     Push rejected"),
        ("crash", "remote:  !     Push rejected"), ("malformed-procfile", "remote:  !     Push rejected"),
    ])
    func `or begin one`(_ page: String, _ beginning: String) throws {
        #expect(try lines(page).contains { $0.hasPrefix(beginning) }, "\(page)")
    }
}
