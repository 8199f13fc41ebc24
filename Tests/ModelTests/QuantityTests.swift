import Model
import Testing

@Suite("Sizes and times for people") struct QuantityTests {
    @Test(arguments: [(0, "0 B"), (1023, "1023 B"), (1024, "1 KB"), (22_000_000, "21 MB"), (1 << 30, "1 GB"), (.max, "8388608 TB")])
    func `sizes are rounded to their largest unit`(bytes: Int64, text: String) { #expect(Quantity.rounded(bytes: bytes) == text) }

    @Test(arguments: [(0, "0B"), (12, "12B"), (1024, "1.0K"), (59_454_259, "56.7M"), (5 << 30, "5.0G")])
    func `sizes are short`(bytes: Int64, text: String) { #expect(Quantity.short(bytes: bytes) == text) }

    @Test(arguments: [(0, "0"), (1000, "1000"), (1025, "1025"), (1024, "1 KB"), (3 << 20, "3 MB"), (500 << 30, "500 GB")])
    func `sizes are exact, and read as they are written`(bytes: Int64, text: String) {
        #expect(Quantity.exact(bytes: bytes) == text)
        #expect(Quantity.bytes(text) == .value(bytes))
    }

    @Test(arguments: [(0, "0.0s"), (449, "0.4s"), (12_345, "12.3s"), (59_999, "60.0s"), (125_000, "2m 5s")])
    func `what something took is short`(milliseconds: Int64, text: String) { #expect(Quantity.short(milliseconds: milliseconds) == text) }

    @Test(arguments: [(-5, "0s"), (59, "59s"), (60, "1m"), (3599, "59m"), (3600, "1h"), (89_999, "24h"), (90_000, "1d")])
    func `ages are rounded`(seconds: Int64, text: String) { #expect(Quantity.rounded(seconds: seconds) == text) }

    @Test(arguments: [(1, "1 s"), (60, "60 s"), (90, "90 s"), (900, "15 min"), (3600, "1 h")])
    func `settings are read as they are written`(seconds: Int64, text: String) {
        #expect(Quantity.setting(seconds: seconds) == text)
        #expect(Quantity.seconds(text) == .value(seconds))
        #expect(Quantity.milliseconds(text, unit: "ms") == .value(seconds * 1000))
    }

    @Test(
        arguments: [
            ("500 MB", .value(500 << 20)), ("500mb", .value(500 << 20)), ("4 KiB", .value(4096)), ("1_000", .value(1000)),
            (" 7 bytes ", .value(7)),
            ("", .none), ("MB", .none), ("_", .none), ("1.5 GB", .none), ("-1", .none), ("1 parsec", .none), ("٣", .none), ("5 s", .none),
            ("99999999999999999999", .tooLarge), ("9000000000 TB", .tooLarge),
        ] as [(String, Quantity.Reading)]
    )
    func `sizes are read as people write them`(text: String, reading: Quantity.Reading) { #expect(Quantity.bytes(text) == reading) }

    @Test(
        arguments: [
            ("30", .value(30_000)), ("500ms", .value(500)), ("5 minutes", .value(300_000)), ("1 H", .value(3_600_000)),
            ("2d", .value(172_800_000)),
            ("soon", .none), ("5 MB", .none), ("200000000000 d", .tooLarge),
        ] as [(String, Quantity.Reading)]
    )
    func `times are read as people write them`(text: String, reading: Quantity.Reading) {
        #expect(Quantity.milliseconds(text, unit: "s") == reading)
    }

    @Test func `half a second is no number of seconds`() {
        #expect(Quantity.seconds("500ms") == .none && Quantity.seconds("2000ms") == .value(2))
    }
}
