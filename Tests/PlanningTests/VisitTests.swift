import Model
import Planning
import Testing

@Suite("A visit of an app without HTTPS") struct VisitTests {
    private func isSent(
        _ location: String,
        status: String = "301 Moved Permanently",
        host: String = "shop.example.com:8080",
        isSecure: Bool = false
    ) -> Bool {
        let head = "HTTP/1.1 \(status)\r\nServer: x\r\nLocation:\(location)\r\nContent-Length: 0\r\n\r\n"
        return Visit(host: host, isSecure: isSecure).isSentToHTTPS(by: Array(head.utf8))
    }

    @Test(arguments: [
        " https://shop.example.com/", "https://SHOP.example.com", " HTTPS://shop.example.com:443/a?b", "\thttps://shop.example.com?x",
    ])
    func `is one that is sent to https of the same name`(_ location: String) { #expect(isSent(location)) }

    @Test(arguments: ["302 Found", "303 See Other", "307 T", "308 P"]) func `with any redirect`(_ status: String) {
        #expect(isSent(" https://shop.example.com/", status: status))
    }

    @Test(arguments: [" http://shop.example.com/", " /login", " https://login.example.com/", " https://shop.example.com.evil/", ""])
    func `is none that is sent elsewhere`(_ location: String) { #expect(!isSent(location)) }

    @Test func `is none that is answered, came over HTTPS, or whose answer is no head`() {
        #expect(!isSent(" https://shop.example.com/", status: "200 OK"))
        #expect(!isSent(" https://shop.example.com/", isSecure: true))
        for text in ["", "HTTP/1.1", "HTTP/1.1 301", "\u{0}", "HTTP/1.1 301 x\r\n\r\nLocation: https://shop.example.com/"] {
            #expect(!Visit(host: "shop.example.com", isSecure: false).isSentToHTTPS(by: Array(text.utf8)), "\(text)")
        }
    }

    @Test func `leads to the command that helps`() throws {
        let app = try #require(AppName("shop"))
        var configuration = Configuration()
        configuration.domain = "example.com"
        func hint() -> String {
            RedirectAdvice.failure("web.1", of: app, host: "shop.example.com", configuration, command: "ssh git@example.com").hint ?? ""
        }
        #expect(hint().hasPrefix("bring one: cat fullchain.pem privkey.pem | ssh git@example.com certs:add -a shop\nor let the app"))
        configuration.acme.agreeToTerms = true
        #expect(hint().hasPrefix("get one: ssh git@example.com certs:auto:enable -a shop\n"))
        configuration.router.httpsPort = nil
        #expect(hint().hasPrefix("this installation serves no HTTPS"))
    }
}
