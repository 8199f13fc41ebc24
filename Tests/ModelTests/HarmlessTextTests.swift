import Model
import Testing

@Suite("What strangers wrote, for people") struct HarmlessTextTests {
    private func shown(_ bytes: [UInt8]) -> String { String(decoding: HarmlessText.line(bytes), as: UTF8.self) }
    private func shown(_ text: String) -> String { shown(Array(text.utf8)) }

    @Test(arguments: ["", "plain text", "a\tb", "größer ✓ 漢字 👩‍💻", "~"])
    func `stays where it is plain`(_ text: String) { #expect(shown(text) == text) }

    @Test(arguments: [
        ("a\u{0}b", "a^@b"), ("a\u{7}\u{8}b", "a^G^Hb"), ("\u{7F}", "^?"), ("a\rb", "a^Mb"), ("\u{1B}", "^["), ("\u{1B}[", "^[["),
        ("\u{1B}]0;title\u{7}x", "^[]0;title^Gx"), ("\u{1B}c", "^[c"), ("\u{9B}31m", "<U+009B>31m"), ("a\u{202E}b", "a<U+202E>b"),
        ("\u{2028}", "<U+2028>"), ("\u{FEFF}x", "<U+FEFF>x"),
        ("\u{1B}[\(String(repeating: "1", count: 60))m", "^[[\(String(repeating: "1", count: 60))m"),
        ("\u{1B}[1\u{0}m", "^[[1^@m"),
    ])
    func `shows control characters`(_ text: String, _ expected: String) { #expect(shown(text) == expected) }

    @Test(
        arguments: [
            ([0x9B, 0x41], "\\x9bA"), ([0xC3], "\\xc3"), ([0xC0, 0x80], "\\xc0\\x80"), ([0xED, 0xA0, 0x80], "\\xed\\xa0\\x80"),
            ([0xFF, 0xFE], "\\xff\\xfe"),
            ([0xE2, 0x82], "\\xe2\\x82"), ([0xF4, 0x90, 0x80, 0x80], "\\xf4\\x90\\x80\\x80"),
        ] as [([UInt8], String)]
    )
    func `shows what is no text`(_ bytes: [UInt8], _ expected: String) { #expect(shown(bytes) == expected) }

    @Test func `keeps colours and ends them, lets no text be invisible, and drops what moves or erases`() {
        #expect(shown("\u{1B}[1;31mred") == "\u{1B}[1;31mred\u{1B}[0m")
        #expect(shown("\u{1B}[31mred\u{1B}[0m and plain") == "\u{1B}[31mred\u{1B}[0m and plain")
        #expect(shown("\u{1B}[38;5;8mgrey\u{1B}[m") == "\u{1B}[38;5;8mgrey\u{1B}[m")
        #expect(shown("\u{1B}[8mhidden") == "hidden" && shown("\u{1B}[0;8mhidden") == "hidden")
        #expect(shown("\u{1B}[2K\u{1B}[1Ga\u{1B}[?25lb\u{1B}[10;10H") == "ab")
    }

    @Test func `leaves nothing but text, whatever comes`() {
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                let result = HarmlessText.line([0x61, first, second, 0x62])
                let controls = result.filter { ($0 < 0x20 && $0 != 9) || $0 == 0x7F }
                #expect(controls.isEmpty && String(validating: result, as: UTF8.self) != nil)
            }
        }
    }

    @Test func `is escaped in a document of JSON, which means the same`() {
        #expect(HarmlessText.json("{\"a\":\"x\u{9B}31m\u{202E}\u{2028}\u{7F}ü✓\"}") == "{\"a\":\"x\\u009b31m\\u202e\\u2028\\u007fü✓\"}")
        #expect(HarmlessText.json("{\"a\":\"\\u001b\"}") == "{\"a\":\"\\u001b\"}")
    }

    @Test func `is taken line by line`() { #expect(HarmlessText.text("a\u{0}\nb\n") == "a^@\nb\n") }
}
