import Foundation
import Planning
import Testing

@Suite("Values of config vars in what a build prints") struct SecretMaskTests {
    private func hide(_ line: String, _ config: [String: String]) -> String { SecretMask(config).hide(line) }

    @Test func `are replaced by the var's name, wherever and however often they stand`() {
        #expect(hide("token=s3cret-value, s3cret-value.", ["TOKEN": "s3cret-value"]) == "token=[TOKEN], [TOKEN].")
        #expect(hide("nothing here", ["TOKEN": "s3cret-value"]) == "nothing here")
        #expect(hide("aaa s3cret-value", [:]) == "aaa s3cret-value")
    }

    @Test func `are found as URLs write them`() {
        let config = ["PASSWORD": "p@ss/w:rd"]
        #expect(hide("GET https://bob:p%40ss%2Fw%3Ard@host/x%20y", config) == "GET https://bob:[PASSWORD]@host/x%20y")
        #expect(hide("GET https://bob:p%40ss%2fw:rd@host/", config) == "GET https://bob:[PASSWORD]@host/")
        #expect(hide("100% p@ss/w:rd 5%", config) == "100% [PASSWORD] 5%")
    }

    @Test func `are found in parts: a URL's password, a token for a user, a credential's password`() {
        let index = ["PIP_EXTRA_INDEX_URL": "https://bob:s3cr%40tpw@one.example/simple https://tok3n-alone@two.example/simple"]
        #expect(
            hide("Looking in https://bob:s3cr%40tpw@one.example/", index) == "Looking in https://bob:[PIP_EXTRA_INDEX_URL]@one.example/"
        )
        #expect(hide("user s3cr@tpw", index) == "user [PIP_EXTRA_INDEX_URL]")
        #expect(hide("tok3n-alone was refused", index) == "[PIP_EXTRA_INDEX_URL] was refused")
        #expect(hide("bob and one.example are no secrets", index) == "bob and one.example are no secrets")
        #expect(hide("password=hunter22", ["GIT_CRED__HTTPS__GITHUB__COM": "bob:hunter22"]) == "password=[GIT_CRED__HTTPS__GITHUB__COM]")
    }

    @Test func `are found line by line, and text by text`() {
        let key = "-----BEGIN KEY-----\nAAAAB3NzaC1yc2E\nQUJDREVGR0g=\n-----END KEY-----\n"
        #expect(hide("-----BEGIN KEY-----", ["KEY": key]) == "-----BEGIN KEY-----")
        #expect(hide("x QUJDREVGR0g= y", ["KEY": key]) == "x [KEY] y")
        #expect(hide("x QUJDREVGR0g= y", ["KEY": key.split(separator: "\n").joined(separator: "\\n")]) == "x [KEY] y")
        let auth = #"{"github-oauth": {"github.com": "ghp_0123456789"}, "http-basic": {"h": {"password": "pass\"word"}}}"#
        #expect(hide("Authorization: ghp_0123456789", ["COMPOSER_AUTH": auth]) == "Authorization: [COMPOSER_AUTH]")
        #expect(hide(#"pass"word"#, ["COMPOSER_AUTH": auth]) == "[COMPOSER_AUTH]")
    }

    @Test func `are left alone where they are words that many apps set, or too short`() {
        #expect(
            hide("a production build, web, 8080", ["NODE_ENV": "production", "A": "web", "B": "8080"]) == "a production build, web, 8080"
        )
    }

    @Test func `are found in base64, whatever stands before and behind them`() {
        let config = ["TOKEN": "s3cret-value?>"]
        for (before, after) in [("", ""), ("a", ""), ("bob:", ""), ("", ":x"), ("user:", "@host/path"), ("12", "345")] {
            let text = Data((before + "s3cret-value?>" + after).utf8).base64EncodedString()
            for form in [text, text.replacing("+", with: "-").replacing("/", with: "_")] {
                let hidden = hide("Authorization: Basic \(form)", config)
                #expect(hidden.contains("[TOKEN]") && hidden.utf8.count < 60, "\(hidden)")
            }
        }
        #expect(hide("Basic \(Data("something else of mine".utf8).base64EncodedString())", config).contains("[") == false)
    }

    @Test func `are left alone where the var's name says that they are no secrets`() {
        let config = ["RAILS_ENV": "staging-two", "GO_LINKER_SYMBOL": "main.version", "LC_ALL": "en_GB.UTF-8", "API_ENV": "staging-two"]
        #expect(hide("-X main.version=7 en_GB.UTF-8", config) == "-X main.version=7 en_GB.UTF-8")
        #expect(hide("staging-two", config) == "[API_ENV]")
    }

    @Test func `of just more than a part are not found by their last byte`() {
        let value = String(repeating: "ab", count: 512) + "x"
        #expect(hide("x marks \(value)", ["LONG": value]) == "x marks [LONG]")
    }

    @Test func `leave nothing behind where they overlap or are very long`() {
        let config = ["ONE": "abcdefgh", "TWO": "efghijklm", "THREE": "abcdefghijklm"]
        #expect(hide("<abcdefghijklm>", config) == "<[ONE]>" || hide("<abcdefghijklm>", config) == "<[THREE]>")
        let long = (0..<3_000).map { "\($0)" }.joined(separator: ".")
        #expect(hide("<\(long)>", ["LONG": long]) == "<[LONG]>")
        #expect(SecretMask(["LONG": long]).reach == 3 * 1_024)
    }

    @Test func `of many vars cost no more than a look at each byte`() {
        let config = Dictionary(uniqueKeysWithValues: (0..<400).map { ("VAR_\($0)", "https://host/\($0)/simple-index") })
        let mask = SecretMask(config)
        let line = Array(String(repeating: "https://host/", count: 1_000).utf8)
        #expect(mask.hide(line) == line)
    }

    @Test func `leaves what builds the app to be read, and hides all of it where it has somebody's password`() {
        let url = "https://github.com/heroku/heroku-buildpack-multi"
        #expect(SecretMask(["BUILDPACK_URL": url]).hide("Using buildpack: \(url)") == "Using buildpack: \(url)")
        #expect(SecretMask(["BUILDPACK_URL": "/srv/buildpack"]).hide("`/srv/buildpack` is") == "`/srv/buildpack` is")
        let secret = "https://bob:verysecret@github.com/x/y"
        #expect(!SecretMask(["BUILDPACK_URL": secret]).hide("fetching \(secret)").contains("verysecret"))
    }
}
