package dev.gatehouse.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import dev.gatehouse.rego.Evaluation;
import dev.gatehouse.rego.RegoEngine;
import dev.gatehouse.rego.RegoJson;
import dev.gatehouse.rego.RegoValue;

/// A policy that says what a test wants, and keeps what it was asked.
public final class ScriptedPolicy implements RegoEngine {
    public final List<RegoValue> inputs = new CopyOnWriteArrayList<>();
    public volatile Function<RegoValue, Evaluation> answer;
    public volatile String revision = "r-1";
    public volatile boolean repeats;

    public ScriptedPolicy(String json) {
        answers(json);
    }

    public static ScriptedPolicy allowing() {
        return new ScriptedPolicy("{\"allow\":true,\"reasons\":[],\"obligations\":[]}");
    }

    public void answers(String json) {
        Evaluation evaluation = new Evaluation.Defined(parse(json));
        answer = input -> evaluation;
    }

    public static RegoValue parse(String json) {
        try {
            return RegoJson.parse(json);
        } catch (RegoJson.Malformed e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public String revision() {
        return revision;
    }

    @Override
    public Evaluation evaluate(RegoValue input) {
        inputs.add(input);
        return answer.apply(input);
    }

    @Override
    public boolean repeats() {
        return repeats;
    }
}
