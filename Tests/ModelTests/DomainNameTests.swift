import Model
import Testing

@Suite("A domain") struct DomainNameTests {
    @Test(arguments: [
        "example.com", "www.example.com", "a-b.c-d.example", "xn--bcher-kva.example", "1.example.com", "*.example.com", "shop",
        "a.b.c.d.e.f.example.com",
    ])
    func `is a DNS name in lower case, or a wildcard below one`(_ text: String) throws {
        #expect(try DomainName(typed: text).text == text)
    }

    @Test func `is put into its one form`() throws {
        #expect(try DomainName(typed: " WWW.Example.COM. ").text == "www.example.com")
        #expect(DomainName("WWW.example.com") == nil)
    }

    @Test(arguments: [
        "", ".", "*", "*.", "a..b", ".example.com", "-a.example.com", "a-.example.com", "a_b.example.com", "a b.example.com",
        "www.*.example.com", "w*.example.com", "**.example.com", "10.0.0.1", "[::1]", "example.com:80", "http://example.com",
        "example.com/", "ex\u{0}ample.com", String(repeating: "a", count: 64) + ".example",
        Array(repeating: "abcdefgh", count: 29).joined(separator: "."),
    ])
    func `is nothing else`(_ text: String) {
        #expect(throws: Failure.self) { try DomainName(typed: text) }
    }

    @Test func `in letters of other scripts is refused with the way out`() throws {
        let failure = try #require(throws: Failure.self) { try DomainName(typed: "bücher.example") }
        #expect(failure.hint?.contains("xn--") == true)
    }

    @Test func `as a wildcard covers one label`() throws {
        let wildcard = try DomainName(typed: "*.example.com")
        #expect(wildcard.covers("www.example.com") && wildcard.covers("*.example.com"))
        for other in ["example.com", "a.b.example.com", ".example.com", "www.example.org", ""] { #expect(!wildcard.covers(other)) }
    }
}
