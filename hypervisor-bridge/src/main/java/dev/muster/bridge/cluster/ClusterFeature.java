package dev.muster.bridge.cluster;

import dev.muster.bridge.cluster.artifact.ArtifactStore;
import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Jobs;
import dev.muster.bridge.job.Minting;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterPlan;
import dev.muster.model.cluster.ClusterQuery;
import dev.muster.model.cluster.ClusterSpec;
import java.util.ArrayList;
import java.util.List;

/** Clusters: what their VMs are for, how they come to be, and what they boot. */
public final class ClusterFeature implements Feature {
    private final ClusterStore store;
    private final Jobs jobs;
    private final ClusterPlanner planner;
    private final Unknowns unknowns;
    private final BootListeners listeners;
    private final MemberFollower follower;
    private final List<JobDefinition<?>> definitions;

    /** Clusters of that bridge. */
    public ClusterFeature(FeatureContext context, ArtifactStore artifacts, VmClaims claims) {
        Lookup lookup = new Lookup(context.connections(), context.inventory());
        this.store = new ClusterStore(context);
        this.jobs = context.jobs();
        this.planner = new ClusterPlanner(store, artifacts, lookup, Minting.secure());
        this.unknowns = new Unknowns(
                store,
                lookup,
                new Pendings(context.objects(), context.clock()),
                new HttpOutside(context.directory().resolve("secrets")));
        BootSessions sessions = new BootSessions();
        BootTrails trails = new BootTrails(context.objects(), context.clock());
        BootController controller = new BootController(
                store,
                artifacts,
                lookup,
                new LeaseTable(lookup, System::nanoTime),
                sessions,
                trails,
                unknowns,
                context.clock());
        this.listeners = new BootListeners(
                context.inventory(),
                (network, address) -> new BootServer(network, address, controller, sessions, trails, store, artifacts));
        this.follower = new MemberFollower(context.inventory(), store);
        DeployDefinition.Parts parts = new DeployDefinition.Parts(
                store, planner, new MemberWork(store, artifacts, lookup), claims, lookup, context.clock());
        List<JobDefinition<?>> all =
                new ArrayList<>(new ClusterDefinitions(store, unknowns, lookup, context.clock()).all());
        all.addAll(List.of(
                DeployDefinition.deploy(parts),
                DeployDefinition.scale(parts),
                new ReplaceDefinition(parts),
                new DeleteDefinition(parts)));
        this.definitions = List.copyOf(all);
    }

    /** Whether a cluster boots that artifact. */
    public boolean boots(ArtifactId artifact) {
        return store.clusters().stream()
                .flatMap(cluster -> cluster.spec().profiles().stream())
                .anyMatch(profile -> profile.artifacts().contains(artifact));
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return definitions;
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(QueryHandler.of(ClusterQuery.Plan.class, this::plan));
    }

    private ClusterPlan plan(ClusterQuery.Plan query) {
        Cluster cluster = store.require(query.cluster());
        ClusterSpec spec = query.function()
                .map(function -> DeployDefinition.scaled(cluster.spec(), function, query.count()))
                .orElse(cluster.spec());
        return planner.plan(cluster, spec);
    }

    @Override
    public List<ReportProvider> reports() {
        return List.of(new DeploymentReports(store, jobs));
    }

    @Override
    public void start() {
        store.publish();
        listeners.start();
        follower.start();
    }

    @Override
    public void close() {
        follower.close();
        listeners.close();
        unknowns.close();
    }
}
