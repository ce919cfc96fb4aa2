using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WebLab.Server.Security;
using WebLab.Server.Storage;

namespace WebLab.Server.Tests.Security;

/// <summary>What an installation has protected, after it was moved: sessions, known browsers, the secrets of webhooks.</summary>
public sealed class KeyNameTests : IDisposable
{
    private const string Purpose = "a purpose";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task An_installation_in_another_folder_reads_what_it_protected_before()
    {
        var secret = await In("opt", protector => protector.Protect("a secret"));
        Assert.Equal("a secret", await In("srv", protector => protector.Unprotect(secret)));
    }

    [Fact]
    public async Task Secrets_of_an_older_version_are_read_after_the_update_and_after_the_move_that_follows_it()
    {
        var secret = await In("opt", protector => protector.Protect("a secret"), isOld: true);
        Assert.Equal("a secret", await In("opt", protector => protector.Unprotect(secret)));
        Assert.Equal("a secret", await In("srv", protector => protector.Unprotect(secret)));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Starts the program from a folder, over the one store.</summary>
    private async Task<string> In(string program, Func<IDataProtector, string> work, bool isOld = false)
    {
        var root = Directory.CreateDirectory(Path.Combine(_folder.Path, program)).FullName;
        using var store = new StoreFolder(Path.Combine(_folder.Path, "store"));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = root });
        if (isOld)
            builder.Services.AddDataProtection().PersistKeysToFileSystem(new(store.Keys));
        else
        {
            builder.Services.AddDataProtection();
            builder.Services.AddSingleton(store);
            builder.AddSecurity();
        }
        builder.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerFactory>(NullLoggerFactory.Instance);
        await using var app = builder.Build();
        return work(app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose));
    }
}
