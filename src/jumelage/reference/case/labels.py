"""What the codes of the case mean, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from jumelage.language import Bilingual

__all__ = [
    "ATTRIBUTIONS",
    "DATINGS",
    "EVENT_FORMS",
    "LINK_STATUSES",
    "ORGANISATION_KINDS",
    "RELATIONS",
    "RELIABILITIES",
    "VERDICTS",
    "VERDICT_QUALIFIERS",
]


def _labels(**pairs: tuple[str, str]) -> Mapping[str, Bilingual]:
    return MappingProxyType({code: Bilingual(fr, en) for code, (fr, en) in pairs.items()})


ORGANISATION_KINDS = _labels(
    agency=("agence ou organisme", "agency or body"),
    chamber=("chambre de commerce", "chamber of commerce"),
    municipality=("municipalité", "municipality"),
    company=("entreprise", "firm"),
    port=("port", "port"),
    industrial=("grande industrie", "large industry"),
    college=("établissement d'enseignement", "school or college"),
    research_centre=("centre de recherche", "research centre"),
    incubator=("incubateur", "incubator"),
)

DATINGS = _labels(
    source=("date de la source", "date of the source"),
    fact=("date du fait", "date of the fact"),
    inferred=("date déduite", "date inferred"),
    unknown=("date non trouvée", "date not found"),
)

EVENT_FORMS = _labels(
    context=("contexte", "context"),
    summit=("sommet", "summit"),
    contact=("premier contact", "first contact"),
    talk=("conférence", "talk"),
    visit=("visite", "visit"),
    return_visit=("visite de retour et jumelage", "return visit and matching"),
    study_week=("semaine d'étude", "study week"),
    meeting=("rencontre", "meeting"),
    buyer_days=("journées de donneurs d'ordres", "buyers' days"),
    tender=("appel d'offres", "tender"),
    project=("projet", "project"),
    creation=("création", "creation"),
    failure=("faillite", "failure"),
)

RELATIONS = _labels(
    supplier=("fournisseur", "supplier"),
    client=("client", "client"),
    partner=("partenaire", "partner"),
    complement=("complément", "complement"),
)

LINK_STATUSES = _labels(
    delivered=("livré", "delivered"),
    payment_dispute=("terminé par un litige de paiement", "ended in a payment dispute"),
    unpaid_claim=("impayé, somme réclamée", "unpaid, claimed"),
    litigation=("devant les tribunaux", "in litigation"),
)

ATTRIBUTIONS = _labels(
    existing_talks=("discussions déjà en cours", "existing talks"),
    introduced=("présentés par la mission", "introduced by us"),
    live_tender=("appel d'offres en cours", "live tender"),
    outside=("hors de l'échange", "outside the exchange"),
    unknown=("non documentée", "not documented"),
)

VERDICTS = _labels(
    positive=("favorable", "positive"),
    mixed=("partagé", "mixed"),
    negative=("défavorable", "negative"),
    conflict=("conflit", "conflict"),
    too_early=("trop tôt", "too early"),
    unknown=("inconnu", "unknown"),
)

VERDICT_QUALIFIERS = _labels(
    self_reported=("selon ses auteurs", "self-reported"),
    activity_only=("activité seulement", "activity only"),
    small_scale=("à petite échelle", "small scale"),
    one_case=("un seul cas", "one case"),
    early=("premiers résultats", "early"),
    goal_result_not_found=("atteinte de l'objectif non trouvée", "goal result not found"),
    recognition=("reconnaissance", "recognition"),
    durable=("durable", "durable"),
    done=("réalisé", "done"),
    older_town=("population plus âgée", "older town"),
    slow=("lent", "slow"),
)

RELIABILITIES = _labels(
    A=("bien attesté", "well attested"),
    B=("attesté en partie", "partly attested"),
    C=("peu attesté", "weakly attested"),
)
