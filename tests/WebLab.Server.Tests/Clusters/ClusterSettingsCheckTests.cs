using WebLab.Contracts.Clusters;

namespace WebLab.Server.Tests.Clusters;

public sealed class ClusterSettingsCheckTests
{
    private static readonly ClusterSettings Good = new()
    {
        IsOn = true,
        Folder = "/shared/weblab",
        Transport = ClusterTransport.Ssh,
        Host = "login.example.org",
        User = "weblab",
        KeyFile = "/home/weblab/.ssh/id_ed25519",
        HostKey = "SHA256:" + new string('a', 43),
    };

    [Fact]
    public void Good_settings_have_no_problem() => Assert.Empty(ClusterSettingsCheck.Problems(Good));

    [Fact]
    public void Each_field_that_cannot_be_so_is_told_in_one_sentence_with_its_value_and_range()
    {
        var bad = new Dictionary<string, ClusterSettings>
        {
            ["title"] = Good with { Title = " " },
            ["folder"] = Good with { Folder = "/shared/../etc" },
            ["commands"] = Good with { Commands = "bin; rm -rf /" },
            ["partition"] = Good with { Partition = "--wrap=id" },
            ["account"] = Good with { Account = "$(id)" },
            ["qos"] = Good with { Qos = "a b" },
            ["cpus"] = Good with { Cpus = 0 },
            ["memoryMegabytes"] = Good with { MemoryMegabytes = 1 },
            ["gpus"] = Good with { Gpus = 2 },
            ["minutes"] = Good with { Minutes = 4 },
            ["maxJobs"] = Good with { MaxJobs = 0 },
            ["patienceSeconds"] = Good with { PatienceSeconds = 9 },
            ["modules"] = Good with { Modules = ["gcc;id"] },
            ["prefix"] = Good with { Prefix = ["apptainer", "two\nlines"] },
            ["serverAddress"] = Good with { ServerAddress = "ftp://lab" },
            ["tunnelPort"] = Good with { TunnelPort = 70_000 },
            ["host"] = Good with { Host = "-oProxyCommand=id" },
            ["port"] = Good with { Port = 0 },
            ["user"] = Good with { User = "-l root" },
            ["keyFile"] = Good with { KeyFile = "id_ed25519" },
            ["hostKey"] = Good with { HostKey = "MD5:00" },
        };
        foreach (var (field, settings) in bad)
        {
            var (name, sentence) = Assert.Single(ClusterSettingsCheck.Problems(settings));
            Assert.Equal(field, name);
            Assert.Matches($"^{field} must be .+; it was .+\\.$", sentence.ReplaceLineEndings(" "));
        }
    }
}
