using WebLab.Contracts;
using WebLab.Contracts.Clusters;
using WebLab.Contracts.Notifications;
using WebLab.Contracts.Queue;
using WebLab.Contracts.Retention;

namespace WebLab.Client.Api;

/// <summary>The queue, the cluster, what becomes of old runs, and who is told of ends.</summary>
public sealed partial class LabApiClient
{
    public Task<Page<QueueEntry>> Queue(int skip, int take, CancellationToken stop = default) =>
        Get<Page<QueueEntry>>(Sentence.Of($"{ApiRoutes.Queue}?skip={skip}&take={take}"), stop);

    public Task OrderQueue(QueueOrder order) => Send(HttpMethod.Put, ApiRoutes.Queue, order);

    public Task Prioritise(QueuePriority priority) => Send(HttpMethod.Put, $"{ApiRoutes.Queue}/priority", priority);

    public Task<ClusterSettings> Cluster(CancellationToken stop = default) => Get<ClusterSettings>(ApiRoutes.Cluster, stop);

    public Task SaveCluster(ClusterSettings settings) => Send(HttpMethod.Put, ApiRoutes.Cluster, settings);

    public Task TestCluster(ClusterSettings settings) => Send(HttpMethod.Post, $"{ApiRoutes.Cluster}/test", settings);

    public Task<ClusterTest> ClusterTest(CancellationToken stop = default) => Get<ClusterTest>($"{ApiRoutes.Cluster}/test", stop);

    public Task<NotificationList> Notifications(int skip, int take, CancellationToken stop = default) =>
        Get<NotificationList>(Sentence.Of($"{ApiRoutes.Notifications}?skip={skip}&take={take}"), stop);

    public Task MarkRead(NotificationsRead read) => Send(HttpMethod.Post, $"{ApiRoutes.Notifications}/read", read);

    public Task<IReadOnlyList<WebhookInfo>> Webhooks(CancellationToken stop = default) =>
        Get<IReadOnlyList<WebhookInfo>>(ApiRoutes.Webhooks, stop);

    public Task<WebhookInfo> AddWebhook(WebhookRequest request) => Send<WebhookInfo>(HttpMethod.Post, ApiRoutes.Webhooks, request);

    public Task DeleteWebhook(Guid id) => Send(HttpMethod.Delete, $"{ApiRoutes.Webhooks}/{id}", null);

    public Task TestWebhook(Guid id) => Send(HttpMethod.Post, $"{ApiRoutes.Webhooks}/{id}/test", null);

    public Task<IReadOnlyList<WebhookDelivery>> Deliveries(Guid id, CancellationToken stop = default) =>
        Get<IReadOnlyList<WebhookDelivery>>($"{ApiRoutes.Webhooks}/{id}/deliveries", stop);

    public Task<RetentionPlan> RetentionPlan(int days, CancellationToken stop = default) =>
        Get<RetentionPlan>(Sentence.Of($"{ApiRoutes.Retention}?days={days}"), stop);

    public Task<RetentionResult> ApplyRetention(RetentionRequest request) =>
        Send<RetentionResult>(HttpMethod.Post, ApiRoutes.Retention, request);
}
