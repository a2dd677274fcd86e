package dev.gatehouse.detect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the words of a table say about its rows: whether they are people, or places of people.
///
/// @param people such as `crm_customers`, not `customer_types`
/// @param places such as `customer_addresses`, not `ip_addresses`
record TableWords(boolean people, boolean places) {
    /// People, in the singular and the plural, of several languages.
    private static final Set<String> PEOPLE = words("""
            person persons people individual customer client cust user usr employee emp staff worker member contact
            lead subscriber guest visitor passenger driver doctor physician nurse patient candidate applicant citizen
            resident landlord donor volunteer voter beneficiary insured policyholder cardholder borrower debtor buyer
            recipient attendee participant player pupil student teacher professor alumni alumnus alumna child children
            spouse owner salesperson author actor prospect shopper consumer payer payee holder defendant plaintiff
            witness partner prisoner inmate relative dependent caregiver signatory traveler traveller accountholder caller
            kunde kunden kundin kundinnen mitarbeiter mitarbeiterin mitarbeitende benutzer nutzer anwender personen
            patienten patientin mitglied mitglieder kontakte angestellte schueler schuler studenten lehrer bewerber
            ansprechpartner empfaenger empfanger versicherte versicherter buerger burger fahrer gast gaeste mieter
            teilnehmer arzt aerzte arzte interessent interessenten personal personalstamm kundenstamm
            utilisateur personne employe salarie membre adherent abonne etudiant eleve enseignant usager assure
            beneficiaire destinataire collaborateur medecin candidat locataire citoyen conjoint titulaire
            cliente usuario persona empleado empleada trabajador trabajadores paciente miembro contacto alumno alumna
            estudiante socio afiliado profesor profesores destinatario ciudadano medico candidato abonado huesped titular
            clienti utente utenti persone dipendente dipendenti impiegato impiegati paziente pazienti membro membri
            contatto contatti studente studenti soci anagrafica anagrafiche beneficiario cittadino cittadini intestatario
            utilizador utilizadores pessoa funcionario empregado aluno colaborador colaboradores cidadao cidadaos
            contato morador kna lfa
            klant klanten gebruiker persoon medewerker werknemer leden lid contacten contactpersoon leerling leerlingen
            huurder bewoner deelnemer clienten
            klient klienci klientow uzytkownik uzytkownicy uzytkownikow osoba osoby osob pracownik pracownicy pracownikow
            pacjent pacjenci pacjentow czlonek czlonkowie kontakt kontakty studentow uczen uczniowie abonent abonenci lekarz
            lekarze kandydat kandydaci obywatel
            kund kunder anvandare personer anstalld anstallda medarbetare patienter medlem medlemmar kontakter elev elever
            lakare deltagare bruger brugere kunder medarbejder ansatt ansatte asiakas henkilo""");

    /// What a table is about whose name has people before it: `user_roles` are roles.
    private static final Set<String> THINGS = words("""
            type kind role group permission right grant order orders item product segment setting config configuration
            preference device app application form list status state category tag level tier rank badge event log audit
            action activity session score rating metric stat statistic count counter report team department dept
            organization organisation company account_type plan subscription policy rule template queue job task file
            document attachment image photo message notification campaign channel source field attribute property column
            feature flag quota limit token key project board view_type schedule shift payment invoice ticket program
            interface relationship reason typ rolle gruppe recht bestellung auftrag artikel status kategorie abteilung
            firma gerat geraet bericht stufe rollen gruppen rechte auftrage bestellungen
            commande produit groupe categorie societe entreprise statut droit pedido producto grupo categoria empresa
            estado permiso rol roles ordine ordini prodotto prodotti gruppo gruppi azienda aziende categorie produto
            bestelling bestellingen groep groepen rol rollen bedrijf zamowienie zamowienia grupa grupy rola role produkt
            produkty firmy bestallning grupp grupper roll roller foretag""");

    private static final Set<String> PLACES = words("""
            address addr location residence household anschrift anschriften adresse adressen wohnung adress adresser
            direccion direcciones domicilio domicilios indirizzo indirizzi endereco morada adres adressen adresy gata
            straat ulica adrc""");

    /// What is sent or billed to somebody.
    private static final Set<String> SENDINGS = words("""
            ship shipping shipto bill billing billto delivery mailing home residential invoice recipient lieferung
            rechnung livraison facturation envio facturacion spedizione fatturazione entrega faturamento levering
            dostawa leverans""");

    /// Places of machines and of memory.
    private static final Set<String> MACHINES = words("""
            ip ipv mac url web website http https host server node memory mem bus email mail eth wallet contract bitcoin
            btc crypto blockchain socket network net hardware bind listen listener smtp imap dns bluetooth ble src dst
            dest forwarded base virtual physical register broadcast multicast proxy gateway callback webhook peer remote
            upstream endpoint e stock warehouse""");

    static TableWords of(List<String> table) {
        int last = -1;
        boolean places = false;
        boolean machines = false;
        for (int i = 0; i < table.size(); i++) {
            last = isPerson(table.get(i)) ? i : last;
            places |= within(PLACES, table.get(i));
            machines |= within(MACHINES, table.get(i));
        }
        boolean people = last >= 0;
        for (int i = last + 1; people && i < table.size(); i++) {
            people = !within(THINGS, table.get(i));
        }
        return new TableWords(people, places && !machines);
    }

    static boolean isPerson(String word) {
        return within(PEOPLE, word);
    }

    static boolean isSending(String word) {
        return SENDINGS.contains(word);
    }

    static boolean isMachine(String word) {
        return within(MACHINES, word);
    }

    /// Also in an English or Romance plural.
    static boolean within(Set<String> words, String word) {
        if (words.contains(word)) {
            return true;
        }
        int length = word.length();
        if (length < 4 || word.charAt(length - 1) != 's') {
            return false;
        }
        return words.contains(word.substring(0, length - 1))
                || word.endsWith("es") && words.contains(word.substring(0, length - 2))
                || word.endsWith("ies") && words.contains(word.substring(0, length - 3) + "y");
    }

    static Set<String> words(String list) {
        return Set.copyOf(new HashSet<>(List.of(list.strip().split("\\s+"))));
    }
}
