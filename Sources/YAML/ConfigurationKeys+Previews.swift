import Model

/// Of apps that branches make.
extension ConfigurationKey {
    static var previews: [ConfigurationKey] {
        [
            .number("preview.per_app_max", \.preview.perAppMax, 0...1000, "Previews of one app at once; 0: nobody makes any."),
            .number(
                "preview.days_max",
                \.preview.daysMax,
                0...3650,
                "Days without a push after which a preview is destroyed, while the runner is at work; 0: it goes with its branch alone."
            ),
            .number(
                "preview.predestroy_seconds_max",
                \.preview.predestroySecondsMax,
                1...3600,
                "Longest run of app.json's pr-predestroy command; the preview is destroyed whatever comes of it."
            ),
        ]
    }
}
