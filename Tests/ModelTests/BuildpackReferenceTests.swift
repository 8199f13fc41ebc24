import Model
import Testing

@Suite("The name of a buildpack") struct BuildpackReferenceTests {
    private static let places: [(String, BuildpackReference.Place)] = [
        ("python", .name("python")), ("heroku/python", .registry("heroku", "python")),
        ("urn:buildpack:heroku/ruby", .registry("heroku", "ruby")),
        ("https://buildpack-registry.s3.amazonaws.com/buildpacks/heroku/go.tgz", .registry("heroku", "go")),
        ("https://github.com/me/buildpack", .git(url: "https://github.com/me/buildpack", ref: nil)),
        ("https://github.com/me/buildpack.git#v1.2", .git(url: "https://github.com/me/buildpack.git", ref: "v1.2")),
        ("https://github.com/me/buildpack#feature/x", .git(url: "https://github.com/me/buildpack", ref: "feature/x")),
        ("https://github.com/me/buildpack#", .git(url: "https://github.com/me/buildpack", ref: nil)),
        ("git://github.com/me/buildpack.git", .git(url: "https://github.com/me/buildpack.git", ref: nil)),
        ("git@github.com:me/buildpack.git#main", .git(url: "git@github.com:me/buildpack.git", ref: "main")),
        ("ssh://git@example.com:2222/b.git", .git(url: "ssh://git@example.com:2222/b.git", ref: nil)),
        (
            "https://buildpack-registry.s3.amazonaws.com/buildpacks/mars/create-react-app.tgz",
            .archive(url: "https://buildpack-registry.s3.amazonaws.com/buildpacks/mars/create-react-app.tgz")
        ),
        ("mars/create-react-app", .registry("mars", "create-react-app")),
        ("https://example.com/b.tgz", .archive(url: "https://example.com/b.tgz")),
        ("https://example.com/b.tar.gz?x=1", .archive(url: "https://example.com/b.tar.gz?x=1")),
        ("https://example.com/b.TGZ", .archive(url: "https://example.com/b.TGZ")),
        ("https://example.com/b.Tar.gz/", .archive(url: "https://example.com/b.Tar.gz/")),
        ("https://example.com/zip", .git(url: "https://example.com/zip", ref: nil)),
        ("https://example.com/b.zip.git", .git(url: "https://example.com/b.zip.git", ref: nil)),
        (" heroku/java\n", .registry("heroku", "java")),
    ]

    @Test(arguments: places) func `is read as Heroku reads it`(_ text: String, _ place: BuildpackReference.Place) throws {
        #expect(try BuildpackReference(text).place == place)
    }

    @Test(arguments: [
        ("", "is no buildpack"), ("a b", "is no buildpack"), ("-x", "is no buildpack"), ("a/b/c", "is no buildpack"),
        ("/srv/buildpack", "is a place on a machine"), ("file:///srv/x", "is a place on a machine"), ("../x", "is a place on a machine"),
        ("http://example.com/x.git", "is fetched by `http`"), ("ext::sh -c id", "is no buildpack"), ("ext::sh", "is fetched by `ext`"),
        ("https://example.com/x#--upload-pack=id", "names no branch"), ("https://example.com/x#a..b", "names no branch"),
        ("https://bob:secret@example.com/x.git", "has a password in it"), ("git@example.com:x.tgz", "is an archive"),
        ("https://github.com/me/b/archive/main.zip", "is an archive of the form .zip"),
        ("https://example.com/b.tar.xz", "of the form .tar.xz"), ("https://example.com/b.ZIP", "of the form .zip"),
        ("https://example.com/b.zip/", "of the form .zip"), ("https://example.com/b.zip//?x=1", "of the form .zip"),
        ("https://example.com/b.tbz#main", "of the form .tbz"), ("https://example.com/b.Tar.Bz2", "of the form .tar.bz2"),
        ("https://example.com/b.txz", "of the form .txz"), ("git@example.com:me/b.7z", "of the form .7z"),
        ("me/../x", "is no buildpack"), ("me/x?y", "is no buildpack"), ("-me/x", "is no buildpack"), ("me/", "is no buildpack"),
        (String(repeating: "a", count: 2000), "is no buildpack"), ("a\u{1B}b", "is no buildpack"),
    ]) func `is refused where nothing can be meant, or nothing may`(_ text: String, _ words: String) {
        let failure = #expect(throws: Failure.self) { try BuildpackReference(text) }
        #expect(failure?.message.contains(words) == true && failure?.hint != nil, "\(text): \(String(describing: failure))")
        #expect(failure?.message.contains("secret") == false && failure?.message.contains("\u{1B}") == false)
    }

    @Test func `is the same by several names`() throws {
        func identity(_ text: String) throws -> String { try BuildpackReference(text).identity }
        #expect(try identity("heroku/python") == identity("python"))
        #expect(try identity("https://github.com/me/b.git/") == identity("https://github.com/me/b"))
        #expect(try identity("https://github.com/me/b") != identity("https://github.com/me/b#v1"))
        #expect(try identity("me/python") != identity("python"))
        #expect(try identity("me/x") == identity("https://buildpack-registry.s3.amazonaws.com/buildpacks/me/x.tgz"))
    }

    @Test func `of several in one is known by its repository, whoever keeps it`() throws {
        func isMulti(_ text: String) throws -> Bool { try BuildpackReference(text).isMulti }
        for text in [
            "https://github.com/heroku/heroku-buildpack-multi", "https://github.com/ddollar/heroku-buildpack-multi.git#master",
            "git@github.com:me/heroku-buildpack-multi.git", "heroku-community/multi",
        ] { #expect(try isMulti(text), "\(text)") }
        for text in ["me/multi", "multi", "https://github.com/me/heroku-buildpack-multitude", "https://example.com/x.tgz"] {
            #expect(try !isMulti(text), "\(text)")
        }
    }

    @Test(arguments: [
        ("https://github.com/heroku/heroku-buildpack-apt#main", true), ("https://github.com/me/apt-buildpack.git", true),
        ("https://example.com/heroku-buildpack-apt.tgz", true), ("https://github.com/me/adapter", false),
        ("https://github.com/apt/buildpack", false), ("https://github.com/me/heroku-buildpack-aptly", false),
    ]) func `of programs that reads the Aptfile itself is known by its place`(_ text: String, _ reads: Bool) throws {
        let reference = try BuildpackReference(text)
        let source: ClassicBuildpack.Source? =
            switch reference.place {
            case .git(let url, let ref): .git(url: url, ref: ref)
            case .archive(let url): .archive(url: url)
            case .name, .registry: nil
            }
        #expect(ClassicBuildpack(reference, try #require(source)).readsAptfile == reads)
    }

    @Test func `of Heroku's own repositories is its buildpack, and a certain version of them the repository's`() throws {
        func name(_ text: String) throws -> String? { try BuildpackReference(text).officialName }
        #expect(try name("https://github.com/heroku/heroku-buildpack-nodejs.git") == "nodejs")
        #expect(try name("https://github.com/heroku/heroku-buildpack-nodejs#main") == nil)
        #expect(try name("heroku-community/apt") == "apt" && name("me/apt") == nil && name("apt") == nil)
        #expect(try name("https://github.com/me/heroku-buildpack-nodejs") == nil)
        #expect(try BuildpackReference(ofHeroku: "ruby").text == "heroku/ruby" && BuildpackReference(ofHeroku: "rust").text == "rust")
    }

    @Test func `that an older version took is still read from where it is kept`() throws {
        let kept = try JSONCoder.decode([BuildpackReference].self, from: Array(#"["https://example.com/b.tbz"]"#.utf8))
        #expect(kept.map(\.text) == ["https://example.com/b.tbz"])
    }

    @Test func `stands in JSON as it was written`() throws {
        let all = [try BuildpackReference("heroku/go")]
        #expect(String(decoding: try JSONCoder.encode(all), as: UTF8.self) == #"["heroku/go"]"#)
        #expect(try JSONCoder.decode([BuildpackReference].self, from: Array(#"["heroku/go"]"#.utf8)) == all)
    }
}
