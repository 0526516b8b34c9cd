//! The tables, the same on both databases. `store/migrations.rs` checks this file against both.

diesel::table! {
    user_account (id) {
        id -> Text,
        email -> Text,
        name -> Text,
        phone -> Nullable<Text>,
        password_hash -> Text,
        locale -> Nullable<Text>,
        disabled -> Bool,
        created_at -> BigInt,
    }
}

diesel::table! {
    user_role (user_id, role) {
        user_id -> Text,
        role -> Text,
    }
}

diesel::table! {
    session (id) {
        id -> Text,
        user_id -> Nullable<Text>,
        data -> Text,
        device -> Nullable<Text>,
        created_at -> BigInt,
        seen_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    coop (id) {
        id -> Text,
        name -> Text,
        place -> Text,
        about -> Text,
        hue -> Text,
        latitude -> Double,
        longitude -> Double,
        currency -> Text,
        timezone -> Text,
        locale -> Text,
        phone -> Nullable<Text>,
        mail -> Nullable<Text>,
        tariff_base -> BigInt,
        tariff_per_km -> BigInt,
        courier_share -> BigInt,
        commission -> BigInt,
        pickup_delay -> Integer,
        created_at -> BigInt,
        updated_at -> BigInt,
        closes_at -> Nullable<BigInt>,
        closed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    restaurant (id) {
        id -> Text,
        handle -> Text,
        name -> Text,
        description -> Text,
        cuisine -> Text,
        street -> Text,
        housenumber -> Text,
        postcode -> Text,
        city -> Text,
        country -> Text,
        latitude -> Double,
        longitude -> Double,
        phone -> Nullable<Text>,
        website -> Nullable<Text>,
        opening_hours -> Text,
        hue -> Text,
        weave -> Text,
        emblem -> Text,
        minimum -> BigInt,
        currency -> Text,
        delivers -> Bool,
        collects -> Bool,
        busy_until -> Nullable<BigInt>,
        ordering_delay -> Integer,
        zone -> Text,
        state -> Text,
        closed_until -> Nullable<BigInt>,
        closed_reason -> Nullable<Text>,
        osm_ref -> Nullable<Text>,
        menu_revision -> BigInt,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    restaurant_staff (user_id, restaurant_id) {
        user_id -> Text,
        restaurant_id -> Text,
    }
}

diesel::table! {
    menu_section (id) {
        id -> Text,
        restaurant_id -> Text,
        position -> Integer,
        name -> Text,
    }
}

diesel::table! {
    menu_item (id) {
        id -> Text,
        restaurant_id -> Text,
        section_id -> Text,
        position -> Integer,
        name -> Text,
        description -> Text,
        price -> BigInt,
        allergens -> Text,
        sold_out -> Bool,
        revision -> BigInt,
        created_at -> BigInt,
        updated_at -> BigInt,
        removed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    special (id) {
        id -> Text,
        restaurant_id -> Text,
        menu_item_id -> Nullable<Text>,
        title -> Text,
        description -> Text,
        price -> Nullable<BigInt>,
        allergens -> Text,
        published_at -> BigInt,
        ends_at -> BigInt,
        edited_at -> Nullable<BigInt>,
        removed_at -> Nullable<BigInt>,
        kind -> Text,
        hashtags -> Text,
        photo_id -> Nullable<Text>,
        sold_out -> Bool,
        changed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    special_plan (id) {
        id -> Text,
        restaurant_id -> Text,
        menu_item_id -> Nullable<Text>,
        title -> Text,
        description -> Text,
        price -> Nullable<BigInt>,
        allergens -> Text,
        hashtags -> Text,
        photo_id -> Nullable<Text>,
        first_day -> Text,
        weekdays -> Text,
        begins -> Integer,
        ends -> Integer,
        next_at -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    media (id) {
        id -> Text,
        restaurant_id -> Text,
        purpose -> Text,
        media_type -> Text,
        width -> Integer,
        height -> Integer,
        alt -> Text,
        bytes -> Binary,
        created_at -> BigInt,
    }
}

diesel::table! {
    event (id) {
        id -> Text,
        restaurant_id -> Nullable<Text>,
        title -> Text,
        description -> Text,
        place -> Text,
        address -> Text,
        latitude -> Nullable<Double>,
        longitude -> Nullable<Double>,
        starts_at -> BigInt,
        ends_at -> BigInt,
        published_at -> BigInt,
        edited_at -> Nullable<BigInt>,
        cancelled_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    local_actor (id) {
        id -> Text,
        name -> Text,
        kind -> Text,
        restaurant_id -> Nullable<Text>,
        rsa_private -> Binary,
        rsa_public -> Text,
        ed25519_private -> Binary,
        ed25519_public -> Text,
        created_at -> BigInt,
        gone_at -> Nullable<BigInt>,
        moved_to -> Nullable<Text>,
        moved_at -> Nullable<BigInt>,
        also_known_as -> Text,
    }
}

diesel::table! {
    remote_actor (id) {
        id -> Text,
        kind -> Text,
        host -> Text,
        name -> Text,
        display_name -> Text,
        url -> Nullable<Text>,
        inbox -> Text,
        shared_inbox -> Nullable<Text>,
        outbox -> Nullable<Text>,
        followers -> Nullable<Text>,
        document -> Text,
        musette -> Bool,
        fetched_at -> BigInt,
        refreshed_at -> Nullable<BigInt>,
        gone_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    actor_key (id) {
        id -> Text,
        owner -> Text,
        algorithm -> Text,
        public_key -> Binary,
        fetched_at -> BigInt,
    }
}

diesel::table! {
    actor_move (actor_id) {
        actor_id -> Text,
        target_id -> Text,
        moved_at -> BigInt,
    }
}

diesel::table! {
    remote_coop (actor_id) {
        actor_id -> Text,
        host -> Text,
        name -> Text,
        place -> Text,
        hue -> Text,
        desk_id -> Nullable<Text>,
        restaurants_url -> Nullable<Text>,
        latitude -> Nullable<Double>,
        longitude -> Nullable<Double>,
        timezone -> Nullable<Text>,
        fetched_at -> BigInt,
        walked_at -> Nullable<BigInt>,
        gone_at -> Nullable<BigInt>,
        neighbours_url -> Nullable<Text>,
        depth -> Integer,
        found_via -> Nullable<Text>,
    }
}

diesel::table! {
    remote_restaurant (actor_id) {
        actor_id -> Text,
        coop_id -> Nullable<Text>,
        host -> Text,
        handle -> Text,
        name -> Text,
        description -> Text,
        cuisine -> Text,
        address -> Text,
        latitude -> Nullable<Double>,
        longitude -> Nullable<Double>,
        timezone -> Nullable<Text>,
        opening_hours -> Text,
        closed_until -> Nullable<BigInt>,
        minimum -> Nullable<BigInt>,
        currency -> Nullable<Text>,
        delivers -> Bool,
        collects -> Bool,
        zone -> Text,
        hue -> Text,
        weave -> Text,
        emblem -> Text,
        menu_url -> Nullable<Text>,
        specials_url -> Nullable<Text>,
        menu_revision -> BigInt,
        menu_fetched_at -> Nullable<BigInt>,
        fetched_at -> BigInt,
        gone_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    remote_menu_item (id) {
        id -> Text,
        restaurant_id -> Text,
        section -> Text,
        section_position -> Integer,
        position -> Integer,
        name -> Text,
        description -> Text,
        price -> BigInt,
        currency -> Text,
        allergens -> Text,
        sold_out -> Bool,
        revision -> BigInt,
        removed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    remote_special (id) {
        id -> Text,
        actor_id -> Text,
        content -> Text,
        item_id -> Nullable<Text>,
        url -> Nullable<Text>,
        published_at -> BigInt,
        ends_at -> Nullable<BigInt>,
        edited_at -> Nullable<BigInt>,
        removed_at -> Nullable<BigInt>,
        received_at -> BigInt,
    }
}

diesel::table! {
    follower (actor_name, follower_id) {
        actor_name -> Text,
        follower_id -> Text,
        follow_id -> Text,
        inbox -> Text,
        shared_inbox -> Nullable<Text>,
        host -> Text,
        musette -> Bool,
        accepted_at -> BigInt,
        repeated_id -> Nullable<Text>,
    }
}

diesel::table! {
    following (target_id) {
        target_id -> Text,
        follow_id -> Text,
        state -> Text,
        requested_at -> BigInt,
        accepted_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    fetch_state (url) {
        url -> Text,
        etag -> Nullable<Text>,
        last_modified -> Nullable<Text>,
        read_at -> BigInt,
    }
}

diesel::table! {
    news_reader (user_id) {
        user_id -> Text,
        code -> Text,
        letter_at -> Nullable<BigInt>,
        seen_at -> Nullable<BigInt>,
        seen_before -> Nullable<BigInt>,
    }
}

diesel::table! {
    feature_stamp (id) {
        id -> Text,
        restaurant_id -> Text,
        collection -> Text,
        requester -> Text,
        requester_handle -> Text,
        inbox -> Text,
        host -> Text,
        stamped_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    follow_import (user_id, address) {
        user_id -> Text,
        address -> Text,
        state -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    restaurant_follow (user_id, target_id) {
        user_id -> Text,
        target_id -> Text,
        created_at -> BigInt,
        notify_since -> Nullable<BigInt>,
    }
}

diesel::table! {
    outbox_activity (id) {
        id -> Text,
        actor_id -> Text,
        lane -> Text,
        kind -> Text,
        object_id -> Nullable<Text>,
        body -> Text,
        public -> Bool,
        created_at -> BigInt,
    }
}

diesel::table! {
    outbox_host (host, lane) {
        host -> Text,
        lane -> Text,
        next_at -> BigInt,
    }
}

diesel::table! {
    outbox_message (id) {
        id -> Text,
        activity_id -> Text,
        inbox -> Text,
        host -> Text,
        lane -> Text,
        partner_id -> Nullable<Text>,
        seq -> Nullable<BigInt>,
        state -> Text,
        attempts -> Integer,
        next_at -> BigInt,
        valid_through -> Nullable<BigInt>,
        last_status -> Nullable<Integer>,
        last_error -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    peer_host (host) {
        host -> Text,
        software -> Nullable<Text>,
        signature_form -> Text,
        fails -> Integer,
        failing_since -> Nullable<BigInt>,
        next_attempt_at -> BigInt,
        last_ok_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    inbox_seen (activity_id, actor_id) {
        activity_id -> Text,
        body_hash -> Text,
        received_at -> BigInt,
        actor_id -> Text,
    }
}

diesel::table! {
    undone (id, actor_id) {
        id -> Text,
        actor_id -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    seen_nonce (key_id, nonce) {
        key_id -> Text,
        nonce -> Text,
        expires_at -> BigInt,
    }
}

diesel::table! {
    partner (desk_id) {
        desk_id -> Text,
        coop_id -> Text,
        host -> Text,
        name -> Text,
        place -> Text,
        hue -> Text,
        inbox -> Text,
        quote_url -> Nullable<Text>,
        log_url -> Nullable<Text>,
        capacity_url -> Nullable<Text>,
        key_id -> Text,
        public_key -> Binary,
        agreement_id -> Nullable<Text>,
        state -> Text,
        sent_seq -> BigInt,
        received_seq -> BigInt,
        acknowledged_seq -> BigInt,
        last_contact_at -> Nullable<BigInt>,
        silent_since -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    trade_agreement (id) {
        id -> Text,
        partner_id -> Text,
        revision -> BigInt,
        state -> Text,
        offered_by_us -> Bool,
        offer_id -> Text,
        currency -> Text,
        credit_limit -> BigInt,
        wasted_trip_fee -> BigInt,
        settlement_period -> Text,
        valid_from -> BigInt,
        valid_through -> BigInt,
        document -> Text,
        created_at -> BigInt,
        decided_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    exchange_entry (partner_id, direction, seq) {
        partner_id -> Text,
        direction -> Text,
        seq -> BigInt,
        activity_id -> Text,
        kind -> Text,
        context -> Nullable<Text>,
        body -> Nullable<Text>,
        body_hash -> Text,
        valid_through -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    availability (id) {
        id -> Text,
        courier_id -> Text,
        starts_at -> BigInt,
        ends_at -> BigInt,
        neighbours -> Bool,
        created_at -> BigInt,
        withdrawn_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    published_capacity (id) {
        id -> Text,
        starts_at -> BigInt,
        ends_at -> BigInt,
        zone -> Text,
        available -> Integer,
        revision -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    partner_capacity (id) {
        id -> Text,
        partner_id -> Text,
        starts_at -> BigInt,
        ends_at -> BigInt,
        zone -> Text,
        available -> Integer,
        revision -> BigInt,
        received_at -> BigInt,
    }
}

diesel::table! {
    ledger_entry (id) {
        id -> Text,
        partner_id -> Text,
        direction -> Text,
        kind -> Text,
        event_id -> Text,
        context -> Text,
        amount -> BigInt,
        currency -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    cart (id) {
        id -> Text,
        user_id -> Nullable<Text>,
        restaurant -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    cart_line (id) {
        id -> Text,
        cart_id -> Text,
        item -> Text,
        count -> Integer,
    }
}

diesel::table! {
    orders (id) {
        id -> Text,
        number -> Text,
        side -> Text,
        restaurant -> Text,
        restaurant_id -> Nullable<Text>,
        restaurant_name -> Text,
        user_id -> Nullable<Text>,
        partner_id -> Nullable<Text>,
        form_key -> Nullable<Text>,
        state -> Text,
        revision -> BigInt,
        reason -> Nullable<Text>,
        fulfilment -> Text,
        payment -> Text,
        currency -> Text,
        items_total -> BigInt,
        delivery_fee -> BigInt,
        total -> BigInt,
        restaurant_share -> BigInt,
        courier_share -> BigInt,
        coop_share -> BigInt,
        window_from -> BigInt,
        window_to -> BigInt,
        prepare_at -> BigInt,
        pickup_at -> BigInt,
        answer_by -> BigInt,
        zone -> Nullable<Text>,
        distance -> Nullable<Integer>,
        duration -> Nullable<Integer>,
        context -> Nullable<Text>,
        offer_id -> Nullable<Text>,
        agreement_id -> Nullable<Text>,
        pin_check -> Nullable<Text>,
        handoff_url -> Nullable<Text>,
        carrier_desk -> Nullable<Text>,
        carrier_name -> Nullable<Text>,
        eta -> Nullable<BigInt>,
        cell -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    order_line (order_id, position) {
        order_id -> Text,
        position -> Integer,
        item -> Text,
        item_revision -> BigInt,
        name -> Text,
        allergens -> Text,
        count -> Integer,
        price -> BigInt,
    }
}

diesel::table! {
    order_event (order_id, revision) {
        order_id -> Text,
        revision -> BigInt,
        state -> Text,
        detail -> Nullable<Text>,
        at -> BigInt,
    }
}

diesel::table! {
    address_release (id) {
        id -> Text,
        order_id -> Text,
        recipient_name -> Text,
        phone -> Text,
        street -> Text,
        postcode -> Text,
        city -> Text,
        country -> Text,
        access_notes -> Text,
        latitude -> Double,
        longitude -> Double,
        pin -> Text,
        readable_by -> Nullable<Text>,
        reader_key -> Nullable<Text>,
        fulfills -> Nullable<Text>,
        epoch -> Nullable<BigInt>,
        opened_at -> Nullable<BigInt>,
        purge_at -> BigInt,
    }
}

diesel::table! {
    address_reading (id) {
        id -> Text,
        release_id -> Text,
        reader -> Text,
        allowed -> Bool,
        at -> BigInt,
    }
}

diesel::table! {
    delivery (id) {
        id -> Text,
        side -> Text,
        order_id -> Nullable<Text>,
        partner_id -> Nullable<Text>,
        number -> Text,
        state -> Text,
        carrier -> Nullable<Text>,
        fee -> BigInt,
        collect -> BigInt,
        currency -> Text,
        pickup_name -> Text,
        pickup_address -> Text,
        pickup_latitude -> Double,
        pickup_longitude -> Double,
        zone -> Text,
        distance -> Nullable<Integer>,
        duration -> Nullable<Integer>,
        pickup_at -> BigInt,
        window_from -> BigInt,
        window_to -> BigInt,
        pickup_code -> Nullable<Text>,
        epoch -> BigInt,
        code_tries -> Integer,
        pin_tries -> Integer,
        reported_revision -> BigInt,
        eta -> Nullable<BigInt>,
        cell -> Nullable<Text>,
        trouble -> Nullable<Text>,
        vouched -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    task (id) {
        id -> Text,
        delivery_id -> Text,
        kind -> Text,
        state -> Text,
        courier_id -> Nullable<Text>,
        position -> Integer,
        window_from -> BigInt,
        window_to -> BigInt,
        accepted_at -> Nullable<BigInt>,
        done_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    delivery_offer (id) {
        id -> Text,
        delivery_id -> Text,
        context -> Text,
        state -> Text,
        epoch -> BigInt,
        machine -> Text,
        window_ends_at -> BigInt,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    delivery_bid (activity_id) {
        activity_id -> Text,
        offer_id -> Text,
        partner_id -> Text,
        epoch -> BigInt,
        eta -> BigInt,
        valid_through -> BigInt,
        state -> Text,
        received_at -> BigInt,
    }
}

diesel::table! {
    delivery_award (agreement_id) {
        agreement_id -> Text,
        offer_id -> Text,
        partner_id -> Text,
        epoch -> BigInt,
        bid_id -> Text,
        award_id -> Text,
        under -> Nullable<Text>,
        delivery_url -> Nullable<Text>,
        pickup_code -> Text,
        ack_by -> BigInt,
        acknowledged_at -> Nullable<BigInt>,
        state -> Text,
        reason -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    delivery_offer_received (proposal_id) {
        proposal_id -> Text,
        partner_id -> Text,
        context -> Text,
        epoch -> BigInt,
        state -> Text,
        machine -> Text,
        fee -> BigInt,
        collect -> BigInt,
        currency -> Text,
        pickup_actor -> Text,
        pickup_name -> Text,
        pickup_address -> Text,
        pickup_latitude -> Double,
        pickup_longitude -> Double,
        zone -> Text,
        pickup_at -> BigInt,
        arrive_by -> BigInt,
        valid_through -> BigInt,
        courier_id -> Nullable<Text>,
        bid_id -> Nullable<Text>,
        award_id -> Nullable<Text>,
        under -> Nullable<Text>,
        agreement_id -> Nullable<Text>,
        ack_by -> Nullable<BigInt>,
        pickup_code -> Nullable<Text>,
        handoff_url -> Nullable<Text>,
        delivery_id -> Nullable<Text>,
        delivery_url -> Nullable<Text>,
        received_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    address_copy (delivery_id) {
        delivery_id -> Text,
        recipient_name -> Text,
        phone -> Text,
        street -> Text,
        postcode -> Text,
        city -> Text,
        country -> Text,
        access_notes -> Text,
        latitude -> Nullable<Double>,
        longitude -> Nullable<Double>,
        read_at -> BigInt,
        purge_at -> BigInt,
    }
}

diesel::table! {
    receipt (id) {
        id -> Text,
        delivery_id -> Text,
        partner_id -> Text,
        direction -> Text,
        epoch -> BigInt,
        activity_id -> Text,
        amount -> BigInt,
        collected -> BigInt,
        tip -> BigInt,
        currency -> Text,
        state -> Text,
        body -> Text,
        created_at -> BigInt,
        answered_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    address (id) {
        id -> Text,
        street -> Text,
        housenumber -> Text,
        postcode -> Text,
        city -> Text,
        country -> Text,
        latitude -> Double,
        longitude -> Double,
    }
}

diesel::table! {
    address_token (token, address_id) {
        token -> Text,
        address_id -> Text,
    }
}

diesel::table! {
    job (id) {
        id -> Text,
        kind -> Text,
        subject -> Text,
        payload -> Text,
        clock -> Text,
        run_at -> BigInt,
        attempts -> Integer,
        last_error -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    setting (key) {
        key -> Text,
        value -> Text,
    }
}

diesel::table! {
    hint (author_id) {
        author_id -> Text,
        sent_at -> BigInt,
    }
}

diesel::table! {
    reaction (kind, actor_id, object_id) {
        kind -> Text,
        actor_id -> Text,
        object_id -> Text,
        activity_id -> Text,
        host -> Text,
        received_at -> BigInt,
    }
}

diesel::table! {
    reply (id) {
        id -> Text,
        restaurant_id -> Nullable<Text>,
        special_id -> Nullable<Text>,
        in_reply_to -> Nullable<Text>,
        depth -> Integer,
        author_id -> Text,
        author_handle -> Text,
        author_name -> Text,
        author_inbox -> Text,
        host -> Text,
        ours -> Bool,
        public -> Bool,
        summary -> Nullable<Text>,
        content -> Text,
        language -> Nullable<Text>,
        url -> Nullable<Text>,
        published_at -> BigInt,
        edited_at -> Nullable<BigInt>,
        hidden_at -> Nullable<BigInt>,
        removed_at -> Nullable<BigInt>,
        received_at -> BigInt,
        approved_by -> Nullable<Text>,
    }
}

diesel::table! {
    host_policy (host) {
        host -> Text,
        level -> Text,
        reason -> Text,
        by_user -> Nullable<Text>,
        at -> BigInt,
    }
}

diesel::table! {
    actor_policy (actor_id) {
        actor_id -> Text,
        host -> Text,
        level -> Text,
        reason -> Text,
        by_user -> Nullable<Text>,
        at -> BigInt,
    }
}

diesel::table! {
    moderation_entry (id) {
        id -> Text,
        at -> BigInt,
        by_user -> Nullable<Text>,
        act -> Text,
        subject -> Text,
        reason -> Text,
    }
}

diesel::table! {
    report (id) {
        id -> Text,
        direction -> Text,
        host -> Text,
        actor_id -> Text,
        objects -> Text,
        content -> Text,
        received_at -> BigInt,
        forwarded_at -> Nullable<BigInt>,
        closed_by -> Nullable<Text>,
        closed_at -> Nullable<BigInt>,
        note -> Text,
    }
}

diesel::table! {
    block_advice (source, host) {
        source -> Text,
        host -> Text,
        severity -> Text,
        comment -> Text,
        usable -> Bool,
        at -> BigInt,
    }
}

diesel::table! {
    noise (host, reason) {
        host -> Text,
        reason -> Text,
        times -> BigInt,
        first_at -> BigInt,
        last_at -> BigInt,
    }
}

diesel::joinable!(user_role -> user_account (user_id));
diesel::joinable!(session -> user_account (user_id));
diesel::joinable!(restaurant_staff -> user_account (user_id));
diesel::joinable!(restaurant_staff -> restaurant (restaurant_id));
diesel::joinable!(menu_section -> restaurant (restaurant_id));
diesel::joinable!(menu_item -> restaurant (restaurant_id));
diesel::joinable!(menu_item -> menu_section (section_id));
diesel::joinable!(special -> restaurant (restaurant_id));
diesel::joinable!(special -> menu_item (menu_item_id));
diesel::joinable!(event -> restaurant (restaurant_id));
diesel::joinable!(special_plan -> restaurant (restaurant_id));
diesel::joinable!(special_plan -> menu_item (menu_item_id));
diesel::joinable!(media -> restaurant (restaurant_id));
diesel::joinable!(reply -> restaurant (restaurant_id));
diesel::joinable!(reply -> special (special_id));
diesel::joinable!(local_actor -> restaurant (restaurant_id));
diesel::joinable!(feature_stamp -> restaurant (restaurant_id));
diesel::joinable!(follow_import -> user_account (user_id));
diesel::joinable!(news_reader -> user_account (user_id));
diesel::joinable!(restaurant_follow -> user_account (user_id));
diesel::joinable!(outbox_message -> outbox_activity (activity_id));
diesel::joinable!(trade_agreement -> partner (partner_id));
diesel::joinable!(exchange_entry -> partner (partner_id));
diesel::joinable!(availability -> user_account (courier_id));
diesel::joinable!(partner_capacity -> partner (partner_id));
diesel::joinable!(ledger_entry -> partner (partner_id));
diesel::joinable!(cart -> user_account (user_id));
diesel::joinable!(cart_line -> cart (cart_id));
diesel::joinable!(orders -> restaurant (restaurant_id));
diesel::joinable!(orders -> user_account (user_id));
diesel::joinable!(orders -> partner (partner_id));
diesel::joinable!(order_line -> orders (order_id));
diesel::joinable!(order_event -> orders (order_id));
diesel::joinable!(address_release -> orders (order_id));
diesel::joinable!(address_reading -> address_release (release_id));
diesel::joinable!(delivery -> orders (order_id));
diesel::joinable!(delivery -> partner (partner_id));
diesel::joinable!(task -> delivery (delivery_id));
diesel::joinable!(task -> user_account (courier_id));
diesel::joinable!(delivery_offer -> delivery (delivery_id));
diesel::joinable!(delivery_bid -> delivery_offer (offer_id));
diesel::joinable!(delivery_award -> delivery_offer (offer_id));
diesel::joinable!(delivery_offer_received -> partner (partner_id));
diesel::joinable!(delivery_offer_received -> delivery (delivery_id));
diesel::joinable!(address_copy -> delivery (delivery_id));
diesel::joinable!(receipt -> delivery (delivery_id));
diesel::joinable!(receipt -> partner (partner_id));
diesel::joinable!(address_token -> address (address_id));

diesel::allow_tables_to_appear_in_same_query!(
    user_account,
    user_role,
    session,
    coop,
    restaurant,
    restaurant_staff,
    menu_section,
    menu_item,
    special,
    event,
    special_plan,
    media,
    local_actor,
    remote_actor,
    actor_key,
    actor_move,
    remote_coop,
    remote_restaurant,
    remote_menu_item,
    remote_special,
    follower,
    following,
    fetch_state,
    news_reader,
    feature_stamp,
    follow_import,
    restaurant_follow,
    outbox_activity,
    outbox_host,
    outbox_message,
    peer_host,
    inbox_seen,
    undone,
    seen_nonce,
    reply,
    reaction,
    hint,
    host_policy,
    actor_policy,
    moderation_entry,
    report,
    block_advice,
    noise,
    partner,
    trade_agreement,
    exchange_entry,
    availability,
    published_capacity,
    partner_capacity,
    ledger_entry,
    cart,
    cart_line,
    orders,
    order_line,
    order_event,
    address_release,
    address_reading,
    delivery,
    task,
    delivery_offer,
    delivery_bid,
    delivery_award,
    delivery_offer_received,
    address_copy,
    receipt,
    address,
    address_token,
    job,
    setting,
);
