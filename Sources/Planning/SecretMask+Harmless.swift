import Model

/// Config vars whose values are no secrets, and often words of which a build's output is full: hidden, they make it unreadable.
extension SecretMask {
    private static let harmless: Set<String> = [
        "APP_BASE", "APP_ENV", "APP_NAME", "BUNDLE_WITHOUT", "BUNDLE_DEPLOYMENT", "CGO_ENABLED", "DISABLE_COLLECTSTATIC",
        "DISABLE_SPRING", "DJANGO_SETTINGS_MODULE", "ENV", "ENVIRONMENT", "FLASK_APP", "FLASK_ENV", "GO_INSTALL_PACKAGE_SPEC",
        "GO_LINKER_SYMBOL", "GOVERSION", "GRADLE_TASK", "HOST", "LANG", "LANGUAGE", "LC_ALL", "LC_COLLATE", "LC_CTYPE", "LC_MESSAGES",
        "LC_MONETARY", "LC_NUMERIC", "LC_TIME", "LEIN_BUILD_TASK", "LOG_LEVEL",
        "MALLOC_ARENA_MAX", "MIX_ENV", "NODE_ENV", "NODE_MODULES_CACHE", "NODE_OPTIONS", "NPM_CONFIG_PRODUCTION", "PORT", "PROJECT_PATH",
        "PYTHONUNBUFFERED", "RACK_ENV", "RAILS_ENV", "RAILS_LOG_LEVEL", "RAILS_LOG_TO_STDOUT", "RAILS_MAX_THREADS",
        "RAILS_SERVE_STATIC_FILES", "RING_ENV", "SBT_TASKS", "SPRING_PROFILES_ACTIVE", "STACK", "TZ", "USE_NPM_INSTALL", "WEB_CONCURRENCY",
        "WEB_MEMORY", "YARN_PRODUCTION",
        // What a preview is told of itself.
        "HEROKU_APP_NAME", "HEROKU_BRANCH", "HEROKU_PARENT_APP_NAME",
    ]

    /// What builds the app is in the headings of a push. Where there is somebody's password in an address, all of it is hidden.
    private static let buildpacks: Set<String> = ["BUILDPACK_URL", "LANGUAGE_PACK_URL"]

    static func isHarmless(_ name: String, _ value: String) -> Bool {
        harmless.contains(name) || (buildpacks.contains(name) && SubmoduleAddress.shown(value) == value)
    }
}
