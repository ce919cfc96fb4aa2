namespace WebLab.Server.Audit;

public static class AuditSetup
{
    public static void AddAudit(this WebApplicationBuilder builder) => builder.Services.AddSingleton<AuditLog>();

    public static void UseAudit(this WebApplication app) => app.UseMiddleware<AuditTrail>();
}
