using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Server.Tests.Accounts;

namespace WebLab.Server.Tests.Datasets;

/// <summary>Who brings data, and who sees and trains on what is private.</summary>
public sealed class DatasetRightsTests(AccountsLab accounts) : IClassFixture<AccountsLab>
{
    [Fact]
    public async Task Members_send_files_viewers_do_not_and_nobody_sees_anothers()
    {
        var request = new UploadRequest("mine", [new("a.zip", 3)]);
        Assert.Equal(HttpStatusCode.Forbidden, await accounts.Viewer.Status(HttpMethod.Post, ApiRoutes.Uploads, request));
        using (var nobody = accounts.Nobody())
            Assert.Equal(HttpStatusCode.Unauthorized, await nobody.Status(HttpMethod.Post, ApiRoutes.Uploads, request));
        var info = await accounts.Member.Post<UploadInfo>(ApiRoutes.Uploads, request);
        var path = $"{ApiRoutes.Uploads}/{info.Id}";
        Assert.Equal(HttpStatusCode.NotFound, await accounts.Other.Status(HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.NotFound, await accounts.Other.Status(HttpMethod.Put, $"{path}?offset=0", new ByteArrayContent([1])));
        Assert.Equal(HttpStatusCode.NotFound, await accounts.Other.Status(HttpMethod.Delete, path));
        Assert.Empty(await accounts.Other.Get<IReadOnlyList<UploadInfo>>(ApiRoutes.Uploads));
        Assert.Equal(HttpStatusCode.OK, await accounts.Member.Status(HttpMethod.Put, $"{path}?offset=0", new ByteArrayContent([1, 2, 3])));
        Assert.Equal(HttpStatusCode.NoContent, await accounts.Member.Status(HttpMethod.Delete, path));
    }
}
