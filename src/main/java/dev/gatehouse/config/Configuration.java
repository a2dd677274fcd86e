package dev.gatehouse.config;

import java.util.List;

/// What became of the configuration: settings, or everything that is wrong with it.
public sealed interface Configuration {
    record Valid(Settings settings) implements Configuration {}

    record Faulty(List<Fault> faults) implements Configuration {
        public Faulty {
            faults = List.copyOf(faults);
        }

        /// All faults, a line each.
        public String describe() {
            StringBuilder text = new StringBuilder("the configuration has " + faults.size() + " fault(s):");
            faults.forEach(fault -> text.append("\n  ").append(fault));
            return text.toString();
        }
    }
}
