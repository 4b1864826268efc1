package dev.muster.bridge.storage;

import dev.muster.bridge.inventory.FileClaims;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.json.Json;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.job.JobId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Claims volumes for the jobs that change them. */
record VolumeHolds(Lookup lookup, FileClaims claims) {
    /** Found out when a job is prepared: its host may be away when it is claimed anew. */
    private static final String FILES = "files";

    /** What a claim of that volume needs to know, to be kept with the job. */
    Map<String, String> facts(VolumeId volume) {
        // names may have any character in them
        return Map.of(FILES, Json.write(FileClaims.keys(lookup, volume)));
    }

    /** The volume for this job alone. */
    Claim alone(JobId job, VolumeId volume, Map<String, String> facts, String work) {
        return claims.claim(job, keys(volume, facts), List.of(), work);
    }

    /** A volume as it is, and one that is made of it for this job alone. */
    Claim copy(JobId job, VolumeId from, VolumeId to, Map<String, String> facts, String work) {
        return claims.claim(job, List.of(to.text()), keys(from, facts), work);
    }

    /**
     * Looks whether a volume is the file it was when the job was asked for.
     *
     * @throws dev.muster.model.error.MusterException {@code JOB_UNSURE} where another took its name
     */
    void requireSame(VolumeId volume, StepContext context) {
        Optional<String> then = context.fact(FILES);
        Set<String> now = Set.copyOf(FileClaims.keys(lookup, volume));
        if (then.isPresent() && now.size() > 1 && !Set.copyOf(read(then.get())).equals(now)) {
            throw Problem.of(
                            ErrorCode.JOB_UNSURE,
                            "Another volume took the name \"" + volume.name() + "\" since this was asked for.",
                            "It stays as it is.",
                            "Look at the volume, and start it again if it is still wanted.")
                    .toException();
        }
    }

    private static List<String> keys(VolumeId volume, Map<String, String> facts) {
        String known = facts.get(FILES);
        return known == null ? List.of(volume.text()) : read(known);
    }

    private static List<String> read(String fact) {
        return List.of(Json.read(fact, String[].class));
    }
}
