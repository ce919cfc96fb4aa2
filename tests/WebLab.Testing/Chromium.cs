using Microsoft.Playwright;

namespace WebLab.Testing;

/// <summary>The distribution's Chromium, headless.</summary>
public static class Chromium
{
    // Without these flags Chromium calls home at every start, and as root it needs no sandbox.
    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    public static Task<IBrowser> Launch(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Environment.GetEnvironmentVariable("WEBLAB_CHROMIUM") ?? "/usr/bin/chromium",
                Headless = true,
                Args = Flags,
            }
        );
}
