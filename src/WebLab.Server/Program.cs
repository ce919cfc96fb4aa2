using WebLab.Server;
using WebLab.Server.Maintenance;
using WebLab.Server.Storage;

PrivateFiles.FromNowOn();
if (MaintenanceCommand.Handles(args))
    return await MaintenanceCommand.Run(args);
return await Startup.Run(args, Features.Add, Features.Map);
