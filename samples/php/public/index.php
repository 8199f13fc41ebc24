<?php

require __DIR__ . '/../vendor/autoload.php';

echo (new Sample\Page())->show(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
