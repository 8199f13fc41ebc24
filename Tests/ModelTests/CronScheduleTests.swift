import Linux
import Model
import Testing

@Suite("A schedule of cron") struct CronScheduleTests {
    /// Seconds since 1970 of `2026-03-29T01:59:00`, UTC.
    private static func time(_ text: String) throws -> Int64 { try #require(Moment.seconds(text + "+00:00")) }

    private static func next(_ schedule: String, _ from: String, _ count: Int = 1, zone: String? = nil) throws -> [String] {
        let (schedule, rules) = (try CronSchedule(schedule), try #require(SystemZones.rules(zone)))
        var time = try time(from)
        return try (0..<count).map { _ in
            time = try #require(schedule.next(after: time, in: rules))
            return String(Moment.text(time * 1_000_000).prefix(16))
        }
    }

    @Test(arguments: [
        ("* * * * *", "2026-01-01T00:00:00", "2026-01-01T00:01"), ("* * * * *", "2026-01-01T00:00:59", "2026-01-01T00:01"),
        ("0 3 * * *", "2026-01-01T02:59:59", "2026-01-01T03:00"), ("0 3 * * *", "2026-01-01T03:00:00", "2026-01-02T03:00"),
        ("*/15 * * * *", "2026-01-01T00:46:00", "2026-01-01T01:00"), ("5-20/5 9-17 * * *", "2026-01-01T17:20:00", "2026-01-02T09:05"),
        ("0 0 1 jan *", "2026-01-01T00:00:00", "2027-01-01T00:00"), ("0 0 29 2 *", "2026-01-01T00:00:00", "2028-02-29T00:00"),
        ("0 0 29 2 *", "2096-03-01T00:00:00", "2104-02-29T00:00"), ("0 0 * * mon-fri", "2026-11-27T12:00:00", "2026-11-30T00:00"),
        ("0 0 * * 7", "2026-11-28T12:00:00", "2026-11-29T00:00"), ("0 0 * * SUN", "2026-11-28T12:00:00", "2026-11-29T00:00"),
        ("0 0 * * fri-sun", "2026-11-28T12:00:00", "2026-11-29T00:00"), ("0 0 31 * *", "2026-04-01T00:00:00", "2026-05-31T00:00"),
        // Either day is enough where both are chosen; a star chooses none.
        ("0 0 1 * mon", "2026-11-28T00:00:00", "2026-11-30T00:00"), ("0 0 1 * mon", "2026-11-30T00:00:00", "2026-12-01T00:00"),
        ("0 0 */2 * mon", "2026-11-28T00:00:00", "2026-12-07T00:00"),
        ("0,30 8,20 * * *", "2026-01-01T08:30:00", "2026-01-01T20:00"), ("59 23 31 12 *", "2026-12-31T23:58:00", "2026-12-31T23:59"),
        ("@hourly", "2026-01-01T00:00:00", "2026-01-01T01:00"), ("@daily", "2026-02-28T00:00:00", "2026-03-01T00:00"),
        ("@weekly", "2026-11-28T00:00:00", "2026-11-29T00:00"), ("@Monthly", "2026-11-28T00:00:00", "2026-12-01T00:00"),
        ("@yearly", "2026-11-28T00:00:00", "2027-01-01T00:00"), (" 0  3\t* * * ", "2026-01-01T00:00:00", "2026-01-01T03:00"),
    ])
    func `is due next`(schedule: String, from: String, expected: String) throws {
        #expect(try Self.next(schedule, from) == [expected])
    }

    @Test(arguments: [
        ("", "is empty"), ("0 3 * *", "has 4 fields, and needs 5"),
        ("0 0 3 * * *", "has 6 fields, and needs 5: there is no field for seconds"),
        ("60 * * * *", "the field minute of the schedule, `60`: 60 is not from 0 to 59"), ("* 24 * * *", "the field hour"),
        ("* * 0 * *", "0 is not from 1 to 31"), ("* * * 13 *", "13 is not from 1 to 12"), ("* * * * 8", "8 is not from 0 to 7"),
        ("* * * foo *", "`foo` is no number, nor one of jan"), ("* * * * mo", "nor one of sun"), ("5-1 * * * *", "ends before it begins"),
        ("*/0 * * * *", "has no step from 1"), ("*/x * * * *", "has no step"), ("*/99 * * * *", "has no step"),
        ("5/10 * * * *", "has a step and no range"),
        ("1,,2 * * * *", "a number is missing"), ("1- * * * *", "a number is missing"), ("-1 * * * *", "a number is missing"),
        ("99999999999999999999 * * * *", "is no number"), ("٣ * * * *", "is no number"), ("@reboot", "is no schedule"),
        ("@every 5m", "is no schedule"),
        ("0 0 31 2 *", "is never: no such month has a day 31"), ("0 0 31 4,6,9,11 *", "is never"), ("0 0 30-31 feb *", "is never"),
        ("? * * * *", "is no number"), ("\u{1b}[1m * * * *", "is no number"),
    ])
    func `that is none is refused with its place, and an example`(schedule: String, reason: String) throws {
        let failure = try #require(throws: Failure.self) { try CronSchedule(schedule) }
        #expect(failure.message.contains(reason), "\(failure.message)")
        #expect(failure.hint?.isEmpty == false)
    }

    @Test func `has bounds, and finds its next time fast`() throws {
        #expect(throws: Failure.self) { try CronSchedule(String(repeating: "1,", count: 200) + "1 * * * *") }
        // The rarest there is, in a zone of changes.
        #expect(try Self.next("0 0 29 2 *", "2096-03-01T00:00:00", 3, zone: "America/New_York").count == 3)
    }

    @Test func `a time that does not exist comes as much later`() throws {
        // In Berlin clocks went from 2:00 to 3:00 on 29 March 2026, at 1:00 UTC.
        #expect(
            try Self.next("30 2 * * *", "2026-03-27T12:00:00", 3, zone: "Europe/Berlin") == [
                "2026-03-28T01:30", "2026-03-29T01:30", "2026-03-30T00:30",
            ]
        )
        #expect(
            try Self.next("0 * * * *", "2026-03-28T23:30:00", 3, zone: "Europe/Berlin") == [
                "2026-03-29T00:00", "2026-03-29T01:00", "2026-03-29T02:00",
            ]
        )
        #expect(
            try Self.next("*/30 * * * *", "2026-03-29T00:30:00", 3, zone: "Europe/Berlin") == [
                "2026-03-29T01:00", "2026-03-29T01:30", "2026-03-29T02:00",
            ]
        )
        // By half an hour, in the south.
        #expect(try Self.next("15 2 * * *", "2026-10-03T00:00:00", 1, zone: "Australia/Lord_Howe") == ["2026-10-03T15:45"])
    }

    @Test func `a time that is there twice counts once, unless every hour is meant`() throws {
        // In Berlin clocks go from 3:00 to 2:00 on 25 October 2026, at 1:00 UTC.
        #expect(try Self.next("30 2 * * *", "2026-10-24T12:00:00", 2, zone: "Europe/Berlin") == ["2026-10-25T00:30", "2026-10-26T01:30"])
        #expect(
            try Self.next("30 * * * *", "2026-10-24T23:45:00", 3, zone: "Europe/Berlin") == [
                "2026-10-25T00:30", "2026-10-25T01:30", "2026-10-25T02:30",
            ]
        )
        #expect(try Self.next("0 3 * * *", "2026-10-24T12:00:00", 2, zone: "Europe/Berlin") == ["2026-10-25T02:00", "2026-10-26T02:00"])
    }

    @Test func `a day that a zone left out is passed over to where clocks go on`() throws {
        // Samoa had no 30 December 2011.
        #expect(try Self.next("0 12 * * *", "2011-12-29T00:00:00", 2, zone: "Pacific/Apia") == ["2011-12-29T22:00", "2011-12-30T22:00"])
    }

    @Test func `zones go on as their files say, beyond the changes that are listed`() throws {
        let berlin = try #require(SystemZones.rules("Europe/Berlin"))
        #expect(
            try berlin.offset(at: Self.time("2100-07-01T00:00:00")) == 7200 && berlin.offset(at: Self.time("2100-12-01T00:00:00")) == 3600
        )
        #expect(
            try berlin.offset(at: Self.time("2026-03-29T00:59:59")) == 3600 && berlin.offset(at: Self.time("2026-03-29T01:00:00")) == 7200
        )
        let sydney = try #require(SystemZones.rules("Australia/Sydney"))
        #expect(
            try sydney.offset(at: Self.time("2100-01-01T00:00:00")) == 39_600
                && sydney.offset(at: Self.time("2100-07-01T00:00:00")) == 36_000
        )
        #expect(try #require(SystemZones.rules("Asia/Kolkata")).offset(at: 4_000_000_000) == 19_800)
        #expect(try #require(SystemZones.rules("Asia/Kathmandu")).offset(at: 1_000_000_000) == 20_700)
        #expect(SystemZones.rules(nil) == ZoneRules.utc && SystemZones.rules("UTC")?.offset(at: 0) == 0)
    }

    @Test(arguments: [
        "Nowhere/Land", "../../etc/passwd", "/etc/passwd", "Europe", "", "tzdata.zi", "posixrules/x", "Europe//Berlin", "zone.tab",
    ])
    func `there is no other zone`(name: String) { #expect(SystemZones.rules(name) == nil) }

    @Test func `what is no file of a zone is none, wherever it is cut`() throws {
        let bytes = try Files.read("/usr/share/zoneinfo/Europe/Berlin")
        #expect(ZoneRules(bytes) != nil)
        for length in stride(from: 0, to: bytes.count - 60, by: 7) { #expect(ZoneRules(Array(bytes.prefix(length))) == nil) }
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            var broken = bytes
            for _ in 0..<4 { broken[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
            _ = ZoneRules(broken)?.offset(at: 1_800_000_000)
        }
    }
}
