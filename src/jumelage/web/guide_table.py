"""Which guide the *?* of each page opens: the name of each address, by guide."""

from __future__ import annotations

__all__ = ["GUIDE_OF", "WITHOUT_GUIDE"]

_BY_GUIDE: dict[str, str] = {
    "tutorial": "home",
    "how-to/run-a-mission": """
        missions mission delegation delegate-organisation delegate-profile documents document
        participants participants-add participants-contacts participants-invite participant participant-act
        mission-settings sites site-add site site-remove requests request-ask requests-from-shortlist request-answer
        request-withdraw participants-list find
    """,
    "how-to/plan-a-mission": """
        mission-start draft-days draft-people draft-topics draft-folder mission-plan mission-new setup setup-days
        setup-limits setup-parts setup-part-add setup-part setup-part-remove choose choose-paste mission-move
        mission-archive mission-restore mission-duplicate mission-delete
    """,
    "explanation/matching": """
        matches compare match-decide match-undo rematch requests-file shortlist shortlist-save shortlist-withdraw
    """,
    "how-to/edit-the-agenda": """
        agenda agenda-edit agenda-open agenda-moves agenda-change agenda-solve agenda-versions agenda-compare
        agenda-version agenda-publish agenda-feeds agenda-feed-make agenda-feed-renew agenda-feed-revoke
    """,
    "how-to/run-the-day": """
        day day-note day-changes day-withdraw day-repair day-proposal day-publish day-discard day-walk-in day-sheet day-as
        day-as-note day-as-cancel day-as-return outcomes outcome-for
    """,
    "how-to/take-part": """
        sign-in account_confirm_login_code account_login sign-out account connections connection-end
        connections-end-others my-data my-data-export my-data-erase consent-withdraw stop-mail invitation request-link my
        my-mission
        my-answer my-profile my-suggestions my-ask my-requests my-reply my-withdraw my-programme my-briefings-pdf
        my-briefing my-day my-day-pdf my-day-note my-day-cancel my-day-return my-day-outcome my-no-network my-not-sent
    """,
    "how-to/follow-a-link": """
        links link-follow portfolio link-new link link-step link-next link-risk link-risk-close link-note
        wave wave-aside today
    """,
    "how-to/report-to-council": "report report-make report-cost report-lessons report-file reports year-report year-report-make year-report-file",
    "how-to/import-a-list": """
        directory directory-list directory-new directory-organisation directory-edit directory-archive directory-restore directory-code
        directory-note note-remove contact-new contact contact-remove imports import import-start import-forget
        import-undo import-errors duplicates duplicate-merge duplicate-apart merge-undo apart-undo
    """,
    "how-to/draw-a-portrait": """
        towns town load-ontario upload-table load-table forget-table panel remove-table compare-towns portrait closure
        coming portrait-file
    """,
    "explanation/practices": """
        practices lineage practice transfer-plan transfers transfer transfer-requirements transfer-step transfer-mark
        transfer-result transfer-reopen transfer-discard
    """,
    "explanation/model-towns": "model-towns county-scan model-town-search model-town",
    "how-to/operate": """
        mail mail-message mail-again mail-wordings mail-wording mail-preview mail-default mail-stopped mail-allow
        job job-progress job-cancel people colleague role-answer person person-end-sessions person-export person-erase
    """,
    "explanation/service": "api-reference access-keys access-key-revoke",
}
GUIDE_OF = {address: guide for guide, addresses in _BY_GUIDE.items() for address in addresses.split()}

WITHOUT_GUIDE = frozenset(
    ["health", "metrics", "set_language", "calendar-feed", "my-worker", "my-manifest", "help", "guide", "guide-picture"]
)
"""What programs ask for, and the guides themselves."""
