import Glibc
import Linux
import Model
import Testing

/// Versions that no stack has, from a double of their publisher's site: https://nodejs.org/dist, and its `node`, which is a script.
@Suite("Toolchains from their publishers") struct ToolchainTests {
    private static let arch = Toolchain.architecture == "arm64" ? "arm64" : "x64"
    private static let app = """
        buildpack: none
        versions: {nodejs: {title: Node.js, from: [{file: .node-version}]}}
        packages: {run: [python3]}
        processes: {web: exec node server.py}

        """

    /// Content of its own for each test, since layers are shared by their content.
    private let mark = "\(getpid())-\(Int.random(in: 0 ... .max))"

    private func folder(_ version: String) -> String { "node-v\(version)-linux-\(Self.arch)" }
    private func archive(_ version: String) -> String { "v\(version)/\(folder(version)).tar.xz" }

    private func publish(_ versions: [String], at site: PublisherDouble) throws {
        for version in versions {
            let node = "#!/bin/sh\n# \(mark)\nexport MESSAGE='node \(version)'\nexec python3 \"$@\"\n"
            let sum = try site.archive(archive(version), folder: folder(version), ["bin/node": node])
            try site.write(
                "v\(version)/SHASUMS256.txt",
                "\(String(repeating: "0", count: 64))  other.tar.xz\n\(sum)  \(folder(version)).tar.xz\n"
            )
        }
        let releases = versions.map { #"{"version": "v\#($0)", "files": ["linux-\#(Self.arch)"], "lts": "Jod"}"# }
        try site.write("index.json", "[\(releases.joined(separator: ", "))]")
    }

    private static let server = """
        import http.server, os
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200); self.end_headers(); self.wfile.write(os.environ["MESSAGE"].encode())
        http.server.HTTPServer(("0.0.0.0", int(os.environ["PORT"])), Handler).serve_forever()
        """

    private func node(_ version: String) throws -> SampleApp {
        try SampleApp(["renga.yml": Self.app, ".node-version": version, "server.py": Self.server])
    }

    @Test func `a version is fetched once, kept, and moved by nobody; the network may be cut then`() throws {
        let platform = try Installation()
        let site = try PublisherDouble(for: platform, insteadOf: "https://nodejs.org/dist")
        try publish(["22.11.0", "22.10.0"], at: site)
        try platform.create("shop")
        let app = try node("22.x\n")
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["Looking at the versions of Node.js", "Using Node.js 22.11.0 (.node-version asks for 22.x)", "Fetching Node.js 22.11.0"]
        )
        #expect(try platform.get("shop") == (200, "node 22.11.0"))
        #expect(try site.asked() == ["/index.json", "/v22.11.0/SHASUMS256.txt", "/\(archive("22.11.0"))"])

        try publish(["22.12.0", "22.11.0", "22.10.0"], at: site)
        try app.commit(["more": "1"])
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop").body == "node 22.11.0")
        #expect(try site.asked().isEmpty)

        // Another version, beside it on the same stack, out of the list that is kept.
        try platform.create("other")
        let other = try node("22.10.0\n")
        let pushed = try platform.expectDeploy(of: other, to: "other")
        #expect(!pushed.contains("Looking at the versions"))
        #expect(try platform.get("other").body == "node 22.10.0" && platform.get("shop").body == "node 22.11.0")

        site.cut()
        for (name, app) in [("shop", app), ("other", other)] {
            try app.commit(["more": "2"])
            try platform.expectDeploy(of: app, to: name)
        }
        try platform.create("third")
        try platform.expectDeploy(of: try node("22.11.0\n"), to: "third")
        #expect(try platform.get("third").body == "node 22.11.0")
        try other.commit([".node-version": "22.12.0\n"])
        try platform.expectRefusal(
            of: other,
            to: "other",
            saying: ["the list of versions of Node.js cannot be fetched", "counts", "asks for Node.js 22.12.0"]
        )
        #expect(try platform.get("other").body == "node 22.10.0")
    }

    @Test func `what is not what it should be is used by nobody`() throws {
        let platform = try Installation()
        let site = try PublisherDouble(for: platform, insteadOf: "https://nodejs.org/dist")
        try platform.create("shop")
        try publish(["22.10.0"], at: site)
        let app = try node("22.10.0\n")
        try platform.expectDeploy(of: app, to: "shop")
        try app.commit([".node-version": "22.11.0\n"])
        func refused(_ words: String...) throws { try platform.expectRefusal(of: app, to: "shop", saying: words) }

        try site.write("index.json", "<html>moved</html>")
        try refused("the list of versions of Node.js cannot be used", "is not JSON", "counts")
        try site.write("index.json.endless", "")
        try refused("the list of versions of Node.js cannot be fetched: it is larger than 32")
        try site.remove("index.json.endless")

        try publish(["22.11.0"], at: site)
        let path = archive("22.11.0")
        try site.write(path + ".half", "")
        try refused("Node.js 22.11.0 cannot be fetched: the connection broke in the middle of it")
        try site.remove(path + ".half")
        try site.write(path + ".loop", "")
        try refused("Node.js 22.11.0 cannot be fetched: the server sends from one place to the next")
        try site.remove(path + ".loop")
        let sums = try Files.text("\(site.directory)/v22.11.0/SHASUMS256.txt")
        try site.write("v22.11.0/SHASUMS256.txt", "nothing\n")
        try refused("the checksum of Node.js 22.11.0 is not in the file that should say it")
        try site.write("v22.11.0/SHASUMS256.txt", String(repeating: "a", count: 64) + "  \(folder("22.11.0")).tar.xz\n")
        try refused("Node.js 22.11.0 is not what its publisher offers: its sha256 is wrong", "expected aaaa", "nothing of it was used")
        try site.write("v22.11.0/SHASUMS256.txt", sums)
        let bytes = try Files.read("\(site.directory)/\(path)")
        try site.remove(path)
        try refused("Node.js 22.11.0 cannot be fetched: its publisher does not have it any more (HTTP 404)")
        try Files.replace("\(site.directory)/\(path)", with: bytes)
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop").body == "node 22.11.0")
    }

    private static let ruby = """
        require "socket"; require "openssl"; require "yaml"; require "zlib"
        server = TCPServer.new(ENV["PORT"].to_i)
        loop do
          Thread.new(server.accept) do |client|
            until client.gets.to_s.strip.empty?; end
            client.write "HTTP/1.1 200 OK\\r\\nConnection: close\\r\\n\\r\\nruby #{RUBY_VERSION}"
            client.close
          end
        end

        """

    /// A source of a few files that is configured, compiled and installed as Ruby's is; its `ruby` is one to Python. It does not reach
    /// even the site that it has come from.
    private func smallRuby(_ version: String, without site: PublisherDouble) -> [String: String] {
        let configure = """
            #!/bin/bash
            # \(mark)
            test "$*" = "--prefix=/opt/renga/ruby --disable-install-doc --enable-shared" || { echo "not so: $*"; exit 1; }
            : < /dev/tcp/\(site.place.replacing(":", with: "/")) && { echo "a source is built with a network"; exit 1; }
            printf 'all:\\n\\tcc -shared -fPIC -o libruby.so lib.c\\n\\tcc -Wl,-rpath,%s/lib -L. -o ruby main.c -lruby\\n' "${1#*=}" > Makefile
            printf 'install:\\n\\tinstall -D -t %s/bin ruby\\n\\tinstall -D -t %s/lib libruby.so\\n' "${1#*=}" "${1#*=}" >> Makefile

            """
        let main = """
            #include <stdlib.h>
            #include <unistd.h>
            extern const char version[];
            int main(void) { setenv("MESSAGE", version, 1); return execlp("python3", "python3", "server.py", NULL); }

            """
        return ["configure": configure, "lib.c": "const char version[] = \"ruby \(version)\";\n", "main.c": main]
    }

    /// By toolchains/ruby.yml as it is. `RUBY_SOURCE=/path/to/ruby-3.3.8.tar.gz` puts a whole source in the place of the small one.
    @Test func `Ruby is built from its source once, for all, without a network`() throws {
        let platform = try Installation()
        let site = try PublisherDouble(for: platform, insteadOf: "https://cache.ruby-lang.org/pub/ruby")
        let (version, name) = ("3.4.99", "ruby-3.4.99.tar.gz")
        let whole = getenv("RUBY_SOURCE").map { String(cString: $0) }
        var sum = try site.archive("3.4/\(name)", folder: "ruby-\(version)", smallRuby(version, without: site))
        if let whole {
            try Command("/bin/cp", [whole, "\(site.directory)/3.4/\(name)"]).check()
            sum = String(try Command("/usr/bin/sha256sum", [whole]).check().prefix(64))
        }
        let place = "https://cache.ruby-lang.org/pub/ruby/3.4/\(name)"
        try site.write("index.txt", "name\turl\tsha1\tsha256\tsha512\nruby-\(version)\t\(place)\t0\t\(sum)\t0\n")
        let renga = Self.app.replacing(
            "nodejs: {title: Node.js, from: [{file: .node-version}]}",
            with: "ruby: {title: Ruby, from: [{file: .ruby-version}]}"
        )
        .replacing("exec node server.py", with: "exec ruby server.rb")
        for (name, isFirst) in [("one", true), ("two", false)] {
            try platform.create(name)
            let files = [
                "renga.yml": renga, ".ruby-version": "\(version)\n", "server.py": Self.server, "server.rb": Self.ruby, "name": name,
            ]
            let pushed = try platform.expectDeploy(of: try SampleApp(files), to: name)
            // The layer of a whole one is kept, and is there the next time.
            if whole != nil { print(pushed) }
            #expect(
                pushed.contains("Building Ruby \(version) from its source (once for all apps, about 10 min)") == isFirst || whole != nil
            )
            let page = try platform.get(name)
            #expect(whole == nil ? page == (200, "ruby \(version)") : page.body.hasPrefix("ruby 3."))
            site.cut()
        }
    }
}
