/// When an app without traffic is put to sleep, and what of it: Heroku's free dynos slept after half an hour.
package struct SleepSettings: Hashable, Sendable, Codable {
    /// The longest time: 30 days.
    package static let secondsMax = 30 * 86_400

    /// So long without traffic, in seconds.
    package var afterSeconds: Int
    /// Its other dynos sleep with its web dynos.
    package var wholeApp: Bool

    package init(afterSeconds: Int, wholeApp: Bool) {
        self.afterSeconds = afterSeconds
        self.wholeApp = wholeApp
    }

    /// `30min`
    package var words: String { Quantity.exact(milliseconds: min(max(afterSeconds, 0), Self.secondsMax) * 1000) }

    /// Of `after=TIME`: a number needs a unit, since half an hour and half a minute are far from each other.
    /// - Returns: at most a second more than there may be: whether it is too short or too long is asked of `refusal`.
    /// - Throws: `invalid` where it is no length of time in whole seconds.
    package static func seconds(_ text: String) throws(Failure) -> Int {
        let reading = Quantity.seconds(text)
        let hasUnit = text.utf8.contains { !ASCII.isDigit($0) && $0 != UInt8(ascii: "_") }
        if case .value(let seconds) = reading, seconds == 0 || hasUnit {
            return min(Int(clamping: seconds), secondsMax + 1)
        }
        if reading == .tooLarge { return secondsMax + 1 }
        let shown = HarmlessText.text(String(text.prefix(40)))
        guard case .value = reading else {
            throw Failure(.invalid, "`\(shown)` is no length of time", hint: "write it as after=30min, after=2h or after=90s")
        }
        throw Failure(.invalid, "`\(shown)` has no unit", hint: "write after=\(shown)min or after=\(shown)s")
    }

    /// Why an app cannot be put to sleep after so long; nil: it can.
    /// - Parameter secondsMin: by the installation.
    package static func refusal(_ seconds: Int, secondsMin: Int) -> Failure? {
        let (least, most) = (SleepSettings(afterSeconds: secondsMin, wholeApp: false).words, "30 days")
        if seconds < secondsMin {
            return Failure(
                .invalid,
                "an app sleeps after \(least) without traffic at the earliest",
                hint: "to have it never sleep: renga ps:sleep off; Heroku's time: renga ps:sleep after=30min"
            )
        }
        if seconds > secondsMax {
            return Failure(
                .invalid,
                "an app sleeps after \(most) without traffic at the latest",
                hint: "to have it never sleep: renga ps:sleep off"
            )
        }
        return nil
    }
}
