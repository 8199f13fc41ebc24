import Linux
import Model
import Testing

/// What Heroku's own first app of Python asks for, in our own smallest tree: a version that no stack has, Django whose static files are
/// collected, gunicorn with a configuration of its own, app.json with a secret.
@Suite("Heroku's first app of Python") struct GettingStartedTests {
    private static let publisher = "https://raw.githubusercontent.com/astral-sh/versions/main"
    /// For machines behind a certificate authority of their own.
    private static let trust = "build: {ca_bundle: /etc/ssl/certs/ca-certificates.crt}\n"
    private static let files = [
        ".python-version": "# The Python of this project.\n3.14\n",
        "requirements.txt": "django>=5.2\ngunicorn\nwhitenoise>=6,<7\n",
        "Procfile": "web: gunicorn --config gunicorn.conf.py shop.wsgi\n\n# release: ./manage.py migrate --no-input\n",
        "app.json": #"{"name": "Shop", "env": {"DJANGO_SECRET_KEY": {"generator": "secret"}}}"#,
        "gunicorn.conf.py": """
        import os
        bind = ["[::]:{}".format(os.environ.get("PORT", 5006))]
        workers = os.environ.get("WEB_CONCURRENCY", 1)
        worker_class, threads, preload_app = "gthread", 2, True

        """,
        "manage.py": """
        #!/usr/bin/env python
        import os, sys
        from django.core.management import execute_from_command_line
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        execute_from_command_line(sys.argv)

        """,
        "shop/__init__.py": "",
        "shop/settings.py": """
        import os
        from pathlib import Path
        BASE_DIR = Path(__file__).resolve().parent.parent
        SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "of the build")
        ALLOWED_HOSTS = ["*"]
        INSTALLED_APPS = ["whitenoise.runserver_nostatic", "django.contrib.staticfiles"]
        MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware", "django.middleware.common.CommonMiddleware"]
        ROOT_URLCONF, WSGI_APPLICATION = "shop.urls", "shop.wsgi.application"
        STATIC_ROOT, STATIC_URL, STATICFILES_DIRS = BASE_DIR / "staticfiles", "static/", [BASE_DIR / "assets"]
        STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

        """,
        "shop/urls.py": """
        import os, sys
        from django.http import HttpResponse
        from django.templatetags.static import static
        from django.urls import path
        def page(request):
            return HttpResponse(" ".join([static("logo.svg"), os.environ["WEB_CONCURRENCY"], str(len(os.environ["DJANGO_SECRET_KEY"])), sys.prefix]))
        urlpatterns = [path("", page)]

        """,
        "shop/wsgi.py": """
        import os
        from django.core.wsgi import get_wsgi_application
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
        application = get_wsgi_application()

        """,
        "assets/logo.svg": "<svg/>\n",
    ]

    @Test func `is built with the Python that it asks for, its files are collected, and it is served`() throws {
        let platform = try Installation(Self.trust)
        let site = try PublisherDouble(for: platform, insteadOf: Self.publisher)
        let platformName = Toolchain.architecture == "arm64" ? "aarch64" : "x86_64"
        let name = "cpython-3.14.2.tar.gz"
        let archive = try MirrorKind.python.folder() + "/cpython.tar.gz"
        try Command("/bin/cp", [archive, "\(site.directory)/\(name)"]).check()
        let sum = try Command("/usr/bin/sha256sum", [archive]).check().prefix(64)
        let artifact =
            #"{"platform": "\#(platformName)-unknown-linux-gnu", "variant": "install_only_stripped", "url": "\#(Self.publisher)/\#(name)", "sha256": "\#(sum)"}"#
        try site.write("v1/python-build-standalone.ndjson", #"{"version": "3.14.2+20261101", "artifacts": [\#(artifact)]}"# + "\n")

        try platform.create("shop")
        let app = try SampleApp(Self.files)
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: [
                "Using Python 3.14.2 (.python-version asks for 3.14)", "DJANGO_SECRET_KEY is a secret, made now",
                "pip install -r requirements.txt", "python manage.py collectstatic --noinput", "Procfile declares types -> web",
            ]
        )
        let page = try platform.get("shop")
        let words = page.body.split(separator: " ").map(String.init)
        try #require(page.status == 200 && words.count == 4, "\(page)")
        #expect(words[0].hasPrefix("/static/logo.") && words[2] == "64" && words[3] == "/app/.heroku/python")
        #expect(Int(words[1]).map { $0 >= 1 } == true)
        #expect(try platform.get("shop", words[0]) == (200, "<svg/>\n"))
    }
}
