using System.Globalization;

namespace WebLab.Client.Accounts;

/// <summary>In the one time zone of the site, and of what it writes into files.</summary>
internal static class AccountTimes
{
    public static string Day(DateTimeOffset time) => Of(time, "yyyy-MM-dd 'UTC'");

    public static string Minute(DateTimeOffset? time) => time is { } known ? Of(known, "yyyy-MM-dd HH:mm 'UTC'") : "never";

    public static string Second(DateTimeOffset time) => Of(time, "yyyy-MM-dd HH:mm:ss 'UTC'");

    private static string Of(DateTimeOffset time, string format) => time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
