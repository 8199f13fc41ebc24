<?php

namespace Sample;

use Monolog\Handler\StreamHandler;
use Monolog\Logger;
use Twig\Environment;
use Twig\Loader\FilesystemLoader;

final class Page
{
    private const FOLDER = __DIR__ . '/..';

    /** Templates as PHP, made while the app is built. */
    public static function compile(): void
    {
        self::twig()->load('page.html.twig');
        echo "The templates are compiled\n";
    }

    public function show(string $path): string
    {
        $log = new Logger('sample', [new StreamHandler('php://stderr')]);
        $log->info('shown', ['path' => $path]);
        return self::twig()->render('page.html.twig', ['path' => $path, 'version' => PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION]);
    }

    private static function twig(): Environment
    {
        return new Environment(new FilesystemLoader(self::FOLDER . '/templates'), ['cache' => self::FOLDER . '/cache', 'auto_reload' => false]);
    }
}
