"""What a scraper reads of the live process. No topic, no person."""

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from tandem.foundation.live.hub import Hub


class Figures(Collector):
    """Read from the hub when asked; plain counters of one process, wherever it runs."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("tandem_live_streams", "Open streams of this process.", value=self.hub.streams)
        yield GaugeMetricFamily("tandem_live_topics", "Topics that somebody follows.", value=self.hub.topics)
        yield GaugeMetricFamily(
            "tandem_live_listening",
            "1 while the database's events arrive.",
            value=int(self.hub.listening_since is not None),
        )
        carried = CounterMetricFamily("tandem_live_events", "Events and keystrokes carried.", labels=["kind"])
        for kind, number in sorted(self.hub.carried.items()):
            carried.add_metric([kind], number)
        yield carried
        refused = CounterMetricFamily("tandem_live_refused", "Requests refused.", labels=["reason"])
        for reason, number in sorted(self.hub.refused.items()):
            refused.add_metric([reason], number)
        yield refused
