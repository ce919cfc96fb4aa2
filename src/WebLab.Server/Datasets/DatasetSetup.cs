using WebLab.Server.Datasets.Downloads;
using WebLab.Server.Datasets.Imports;
using WebLab.Server.Datasets.NumberFiles;
using WebLab.Server.Datasets.Uploads;

namespace WebLab.Server.Datasets;

public static class DatasetSetup
{
    public static void AddDatasets(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<DatasetOptions>()
            .BindConfiguration("Datasets")
            .ValidateOnStart()
            .PostConfigure(options =>
                (options.Root, options.Cifar10Url, options.MnistUrl) = (
                    options.Root is { } root ? Path.GetFullPath(root) : null,
                    AsFolder(options.Cifar10Url),
                    AsFolder(options.MnistUrl)
                )
            )
            .Validate(
                options => IsWeb(options.Cifar10Url) && IsWeb(options.MnistUrl),
                "Datasets:Cifar10Url and Datasets:MnistUrl must be addresses that begin with https:// or http://."
            );
        builder.Services.AddSingleton<DatasetLibrary>();
        builder.Services.AddSingleton<VisibleDatasets>();
        builder.Services.AddSingleton<DatasetImages>();
        builder.Services.AddSingleton<LabelLibrary>();
        builder.Services.AddSingleton<NumberFileLibrary>();
        builder.Services.AddSingleton<Downloader>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Downloader>());
        builder.Services.AddHostedService<DatasetChecker>();
        builder.Services.AddOptions<UploadOptions>().BindConfiguration("Uploads").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<UploadStore>();
        builder.Services.AddHostedService(services => services.GetRequiredService<UploadStore>());
        builder.Services.AddOptions<ImportProcessOptions>().BindConfiguration("Imports").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ImportQueue>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ImportQueue>());
    }

    // Without the slash, a file's name would take the place of the folder's.
    private static Uri AsFolder(Uri address) =>
        address.OriginalString.EndsWith('/') ? address : new(address.OriginalString + "/", UriKind.RelativeOrAbsolute);

    private static bool IsWeb(Uri address) => address.IsAbsoluteUri && address.Scheme is "https" or "http";
}
