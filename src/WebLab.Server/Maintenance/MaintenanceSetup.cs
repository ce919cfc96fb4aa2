namespace WebLab.Server.Maintenance;

public static class MaintenanceSetup
{
    public static void AddMaintenance(this WebApplicationBuilder builder) => builder.Services.AddHostedService<ControlPipe>();
}
