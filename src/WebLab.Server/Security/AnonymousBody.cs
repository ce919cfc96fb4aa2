using Microsoft.AspNetCore.Mvc;

namespace WebLab.Server.Security;

/// <summary>How much somebody may send who has not shown who they are: a name, a password, a link's secret.</summary>
internal static class AnonymousBody
{
    public static RequestSizeLimitAttribute Limit { get; } = new(16 * 1024);
}
